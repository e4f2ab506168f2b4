/* Plays the recording of a lesson in the place of its link. It is loaded when somebody asks for it, once, and stays on
   this phone with the section. The words are marked as they are heard: by the times behind the # of its address, after
   its length, one for each sentence; without them, paragraph by paragraph, as far as their share of the syllables says; the
   words of a question are marked by none. */
const {blocks,parts,textOf,mark,unmark}=window.lop520.text;

const stretches=player=>{
  const inside=player.closest(".step")||document.querySelector("main");
  return blocks(inside).filter(box=>player.compareDocumentPosition(box)&Node.DOCUMENT_POSITION_FOLLOWING&&!box.matches("button,summary"));
};

/* [box, stretch, when it begins]: of every sentence, or of every paragraph. */
const timetable=(player,times)=>{
  const boxes=stretches(player);
  if(times.length){
    const all=[];
    boxes.forEach(box=>parts(box).forEach(part=>all.push([box,part])));
    return all.slice(0,times.length).map(([box,part],i)=>[box,part,times[i]]);
  }
  const counts=boxes.map(box=>textOf(box).split(/\s+/).length),sum=counts.reduce((a,b)=>a+b,0);
  let before=0;
  return boxes.map((box,i)=>{
    const from=before/sum*player.duration;
    before+=counts[i];
    return [box,[0,textOf(box).length],from];
  });
};

const follow=(player,times)=>{
  let table=null,last=-1;
  player.ontimeupdate=()=>{
    table=table||timetable(player,times);
    const here=table.filter(row=>row[2]<=player.currentTime).length-1;
    if(here===last||player.paused)return;
    last=here;
    if(here<0)unmark();
    else mark(table[here][0],table[here][1]);
  };
  player.onended=player.onemptied=()=>{
    last=-1;
    unmark();
  };
};

document.addEventListener("click",async e=>{
  const link=e.target.closest("a.sound");
  if(!link)return;
  e.preventDefault();
  if(link.getAttribute("aria-busy"))return;
  const player=document.createElement("audio"),address=new URL(link.href),label=link.textContent,asked=link.closest(".ex,.question,.scene");
  link.setAttribute("aria-busy","true");
  link.textContent=words.loading;
  await window.lop520.keep(address.pathname).catch(()=>null);
  player.controls=true;
  player.setAttribute("aria-label",label);
  player.style.width="100%";
  player.onerror=()=>{
    player.replaceWith(link);
    link.removeAttribute("aria-busy");
    link.textContent=label;
    window.lop520.tell(words.failed);
  };
  player.src=address.pathname;
  link.replaceWith(player);
  if(!asked)follow(player,address.hash.slice(1).split(",").slice(1).map(Number));
  player.focus();
  player.play().catch(()=>{});
});
