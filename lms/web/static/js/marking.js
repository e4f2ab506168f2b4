/* What of a page can be read aloud, sentence by sentence, and the mark on what is being read. */
const BLOCK="h1,h2,h3,h4,h5,p,li,dt,dd,th,td,caption,legend,label,summary,button,blockquote,div,article,section,main";
const CHOICE="button.c,button.choice,label";
const SILENT="script,style,template,noscript,nav,select,textarea,audio,[aria-hidden=true],.toc,.ask,.skip,#say,#reading-bar";
const LONGEST=160;
let marks=[];

const own=box=>{
  const walker=document.createTreeWalker(box,NodeFilter.SHOW_TEXT),found=[];
  while(walker.nextNode()){
    const around=walker.currentNode.parentElement;
    if(around.closest(BLOCK)===box&&!around.closest(SILENT))found.push(walker.currentNode);
  }
  return found;
};

/* Whether it lies in something that is folded up. */
const folded=box=>{
  const around=box.closest("details:not([open])"),title=box.closest("summary");
  return around&&!(title&&title.parentNode===around);
};

/* What can be read inside something, in its order: the smallest boxes with words of their own that are in sight. */
const blocks=inside=>{
  const walker=document.createTreeWalker(inside,NodeFilter.SHOW_TEXT),found=new Set();
  while(walker.nextNode()){
    const around=walker.currentNode.parentElement,box=around.closest(BLOCK);
    if(!/\w|[^\x00-\x7f]/.test(walker.currentNode.data)||found.has(box)||around.closest(SILENT))continue;
    if(box.matches("button")&&!box.matches(CHOICE)||!box.getClientRects().length||folded(box))continue;
    found.add(box);
  }
  return Array.from(found);
};

/* Where the sentences of a text begin and end; a long one is parted at a comma, or between words. */
const sentences=text=>{
  const found=[],whole=/\S[^]*?(?:[.!?…]+["”’)\]]*(?=\s|$)|$)/g;
  let sentence;
  while((sentence=whole.exec(text))){
    let from=sentence.index;
    const end=from+sentence[0].trimEnd().length;
    while(end-from>LONGEST){
      const head=text.slice(from,from+LONGEST),comma=/^[^]*[,;:–](?=\s)/.exec(head),space=head.lastIndexOf(" ");
      const to=from+(comma&&comma[0].length>LONGEST/3?comma[0].length:space>0?space:LONGEST);
      found.push([from,to]);
      from=to+/^\s*/.exec(text.slice(to))[0].length;
    }
    if(from<end)found.push([from,end]);
  }
  return found;
};
const textOf=box=>own(box).map(node=>node.data).join("");
const parts=box=>box.matches(CHOICE)?[[0,textOf(box).length]]:sentences(textOf(box));

const unmark=()=>{
  marks.forEach(made=>{
    const around=made.parentNode;
    if(!around)return;
    while(made.firstChild)around.insertBefore(made.firstChild,made);
    made.remove();
    around.normalize();
  });
  marks=[];
};

/* Marks a stretch of the words of a box, and brings it into sight. */
const mark=(box,[from,to])=>{
  let at=0;
  unmark();
  own(box).forEach(node=>{
    const start=Math.max(from-at,0),end=Math.min(to-at,node.length),made=document.createElement("mark");
    at+=node.length;
    if(start>=end)return;
    const range=document.createRange();
    range.setStart(node,start);
    range.setEnd(node,end);
    range.surroundContents(made);
    marks.push(made);
  });
  const seen=marks[0]&&marks[0].getBoundingClientRect();
  if(seen&&(seen.top<8||seen.bottom>innerHeight-96))marks[0].scrollIntoView({block:"center"});
};

/* The box that an element of the page belongs to. */
const boxOf=element=>element.closest(BLOCK);

/* "A", "B" and so on before a choice among several. */
const letter=box=>{
  if(!box.matches(CHOICE))return "";
  const all=Array.from(box.parentNode.children).filter(each=>each.matches(CHOICE));
  return all.length>1?String.fromCharCode(65+all.indexOf(box))+". ":"";
};

window.lop520.text={blocks,parts,textOf,letter,boxOf,mark,unmark};
