/* Reads a page aloud with the phone's own voice, sentence by sentence, with the sentence marked. Chrome ends what it
   speaks after some fifteen seconds, and on Android pause() ends it for good: so every sentence is spoken by itself,
   and a pause begins its sentence again. Nothing is sent anywhere. */
const speech=window.speechSynthesis,main=document.querySelector("main"),root=document.documentElement;
const {blocks,parts,textOf,letter,boxOf,mark,unmark}=window.lop520.text;
const SPEAKER='<svg viewBox="0 0 24 24" width="26" height="26" fill="currentColor" aria-hidden="true"><path d="M3 9v6h4l6 5V4L7 9H3z"/><path d="M16 8a5 5 0 0 1 0 8M18.5 5a9 9 0 0 1 0 14" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>';
/* The controls lie below on every page; what else lies there stands above them. */
const RULES=[
  "#listening{position:fixed;left:0;right:0;bottom:0;z-index:3;display:flex;gap:4px;padding:4px;background:var(--ink);color:var(--sheet)}",
  "#listening button{flex:1 1 34px;width:auto;min-width:0;min-height:52px;margin:0;padding:0;font:700 20px/1 sans-serif;color:inherit;background:none;border:1px solid;border-radius:6px;cursor:pointer}",
  "#listening [aria-pressed=true]{color:var(--ink);background:var(--sheet)}",
  ".listening #say.waiting{bottom:60px}",
  "body.listening{padding-bottom:66px}",
  "mark{border-bottom:3px solid}",
  "#reading-bar svg{display:block;margin:auto}",
  "@media print{#listening{display:none}}",
];
let place=null,playing=false,finished=false,utterance=null,controls=null;
let slow=false;
try{slow=localStorage["lop520:slow"]==="1"}catch(e){}

const voices=()=>speech?speech.getVoices().filter(each=>each.lang.replace("_","-").toLowerCase().split("-")[0]===root.lang):[];
const voice=()=>{const known=voices();return known.find(each=>each.localService)||known[0]};
const scope=box=>box.closest(".step")||main;

const silence=()=>{
  utterance=null;
  if(speech.speaking||speech.pending)speech.cancel();
};

const speak=()=>{
  const all=parts(place.box),[from,to]=all[place.at],said=voice();
  if(!said)return close();
  silence();
  mark(place.box,[from,to]);
  const saying=utterance=new SpeechSynthesisUtterance((place.at?"":letter(place.box))+textOf(place.box).slice(from,to));
  saying.voice=said;
  saying.lang=said.lang;
  saying.rate=slow?.7:1;
  saying.onend=()=>{if(saying===utterance)go(1)};
  saying.onerror=()=>{if(saying===utterance)pause()};
  playing=true;
  finished=false;
  show();
  speech.speak(saying);
};

/* To the next sentence, or back to the one before; at the end of a lesson, or of a scene that is gone, it waits. */
const go=by=>{
  if(!place.box.isConnected)return wait();
  const all=blocks(scope(place.box)),next=all[all.indexOf(place.box)+by];
  if(parts(place.box)[place.at+by])place.at+=by;
  else if(next)place={box:next,at:by>0?0:Math.max(parts(next).length-1,0)};
  else if(by>0)return wait();
  else place.at=0;
  speak();
};
const pause=()=>{
  playing=false;
  silence();
  show();
};

const wait=()=>{
  pause();
  finished=true;
};

/* From a box on; where that is gone, from what stands in sight. */
const readFrom=box=>{
  if(!box)return;
  place={box,at:0};
  speak();
};
const resume=()=>{
  if(finished||!place.box.isConnected)readFrom(first());
  else speak();
};

/* What stands at the top of the window: of a lesson, where there are lessons. */
const first=()=>{
  const all=blocks(main),lessons=all.filter(box=>box.closest(".step")),here=lessons.length?lessons:all;
  return here.find(box=>box.getBoundingClientRect().top>=0)||here[here.length-1];
};

const button=(sign,act)=>{
  const made=document.createElement("button");
  made.type="button";
  made.textContent=sign;
  made.onclick=act;
  return made;
};

const show=()=>{
  if(!controls)return;
  const [,play,,speed]=controls.children;
  play.textContent=playing?"‖":"▶";
  play.setAttribute("aria-label",playing?words.pause:words.play);
  speed.setAttribute("aria-pressed",String(slow));
};

const open=()=>{
  if(controls)return resume();
  controls=document.createElement("div");
  controls.id="listening";
  controls.setAttribute("role","region");
  controls.setAttribute("aria-label",words.listening);
  controls.append(
    button("◀",()=>go(-1)),button("",()=>playing?pause():resume()),button("▶|",()=>go(1)),
    button("½×",()=>{
      slow=!slow;
      try{localStorage["lop520:slow"]=slow?"1":"0"}catch(e){}
      if(playing)speak();else show();
    }),
    button("✕",close));
  [words.before,words.play,words.after,words.slow,words.close].forEach((name,i)=>controls.children[i].setAttribute("aria-label",name));
  document.body.append(controls);
  document.body.classList.add("listening");
  readFrom(first());
  controls.children[1].focus({preventScroll:true});
};
const close=()=>{
  pause();
  unmark();
  controls.remove();
  document.body.classList.remove("listening");
  controls=null;
  place=null;
  bar.querySelector("[data-listen]").focus({preventScroll:true});
};

const offer=()=>{
  const known=voice(),said=document.querySelector("[data-voice]"),before=bar.querySelector("[data-listen],details");
  if(before)before.remove();
  if(known){
    const listen=document.createElement("button");
    listen.type="button";
    listen.dataset.listen="";
    listen.innerHTML=SPEAKER;
    listen.setAttribute("aria-label",words.listen);
    listen.onclick=open;
    bar.append(listen);
  }else if(speech&&speech.getVoices().length){
    const help=document.createElement("details");
    help.append(document.createElement("summary"),document.createElement("p"));
    help.firstChild.textContent=words.listen;
    help.lastChild.textContent=words.voice;
    bar.append(help);
  }
  if(said){
    said.hidden=!!known;
    said.textContent=words.voice;
  }
};

const bar=document.getElementById("reading-bar");
if(bar&&main&&!document.body.classList.contains("wide")){
  const sheet=document.styleSheets[0];
  RULES.forEach(rule=>sheet.insertRule(rule,sheet.cssRules.length));
  offer();
  if(speech){
    speech.addEventListener("voiceschanged",()=>{if(!controls)offer()});
    addEventListener("pagehide",silence);
    document.addEventListener("visibilitychange",()=>{if(document.hidden&&playing)pause()});
  }
  main.addEventListener("click",e=>{
    const box=boxOf(e.target);
    if(controls&&!e.target.closest("a,button,input,label,summary,audio")&&blocks(main).includes(box))readFrom(box);
  });
  addEventListener("keydown",e=>{if(controls&&e.key==="Escape")close()});
  /* A scene, a consequence, the next lesson: what scripts lead to is read on while she listens. */
  main.addEventListener("focusin",e=>{
    if(!controls||!(playing||finished)||e.target.tabIndex!==-1)return;
    readFrom(blocks(main).find(box=>box===e.target||e.target.contains(box)));
  });
}
