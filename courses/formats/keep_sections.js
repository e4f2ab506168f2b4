/* On the page of a course: a button for each section that keeps it on this phone, with what it costs; the questions
   of its tests come along, its pictures if asked. */
const add=(box,tag,text)=>{
  const made=box.appendChild(document.createElement(tag));
  made.textContent=text;
  return made;
};
const button=(box,text,act)=>{
  const made=add(box,"button",text);
  made.type="button";
  made.className="button button-secondary";
  made.setAttribute("aria-label",text+": "+box.dataset.title);
  made.onclick=async()=>{
    made.disabled=true;
    made.textContent=words.keeping;
    try{await act()}catch(e){lop520.tell(words.failed)}
    await draw(box);
  };
};

const document_of=async url=>{
  const page=await lop520.kept(url);
  const lean=page&&(await page.text()).replace(/<(style|script)[^]*?<\/\1>/g,"");
  return page&&new DOMParser().parseFromString(lean,"text/html");
};

const UNITS={byte:.001,KB:1,MB:1000};
const cost=(kilobytes,price)=>{
  const size=Math.ceil(kilobytes)+" KB",dong=kilobytes*price/1000;
  if(!dong)return size;
  return (dong<1?words.less:words.dong).replace("%(size)s",size).replace("%(dong)s",Math.ceil(dong));
};

/* The pictures and recordings of a section and of what is kept with it that are not kept yet, and how many KB their
   links name. */
const pictures=async page=>{
  const pages=[page],seen=[],missing=[];
  for(const more of lop520.beside)pages.push(...await more(page,document_of));
  for(const link of [].concat(...pages.map(each=>Array.from(each.querySelectorAll("a.pic,a.sound"))))){
    const url=link.getAttribute("href").split("#")[0];
    const size=/([\d.,]+)\s(byte|KB|MB)/.exec(link.textContent);
    if(seen.includes(url)||await lop520.kept(url))continue;
    seen.push(url);
    missing.push({url,kilobytes:size?size[1].replace(",",".")*UNITS[size[2]]:0});
  }
  return missing;
};

const keepSection=async url=>{
  if(!await lop520.keep(url))throw url;
  await lop520.keep(url+"/state");
  const page=await document_of(url),state=await (await lop520.kept(url+"/state")).json();
  for(const fetchMore of lop520.ahead)await fetchMore(page,state.done);
};

const draw=async box=>{
  const url=box.dataset.keep,page=await document_of(url);
  box.textContent="";
  box.hidden=false;
  if(!page)return button(box,words.keep+" ("+box.dataset.size+")",()=>keepSection(url));
  add(box,"span","✓ "+words.kept+" ");
  const missing=await pictures(page);
  if(!missing.length)return;
  const size=missing.reduce((sum,each)=>sum+each.kilobytes,0);
  button(box,words.pictures+" ("+cost(size,box.dataset.price)+")",()=>Promise.all(missing.map(each=>lop520.keep(each.url))));
};

lop520.ready().then(worker=>worker&&document.querySelectorAll("[data-keep]").forEach(draw));
