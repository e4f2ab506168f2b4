/* The box for a question: what is asked goes through the outbox of this phone, so that it also leaves without a
   network. Where there is none, the form is sent as it stands. */
const form=document.querySelector("form[data-ask]");

/* The page that is kept for all lessons does not know the one from which it is opened: its address does. */
const fillIn=()=>{
  const asked=new URLSearchParams(location.search),step=asked.get("step"),chosen=form.elements.namedItem("step");
  if(asked.get("scene"))form.elements.namedItem("scene").value=asked.get("scene");
  if(!step||chosen.value===step)return;
  chosen.add(new Option("",step));
  chosen.value=step;
  form.querySelector("[data-place]").hidden=true;
  document.querySelector("[data-from]").hidden=false;
};

const say=(name,text)=>document.querySelectorAll("[data-said] > p").forEach(line=>{
  line.hidden=!line.hasAttribute("data-"+name);
  if(text&&!line.hidden)line.textContent=text;
});

/* Signs of a real person are asked about once: whoever presses again means the text as it is. */
let meant="";
const warned=text=>{
  const found=JSON.parse(form.dataset.signs).filter(([pattern])=>new RegExp(pattern).test(text));
  if(!found.length||meant===text)return false;
  meant=text;
  form.querySelector("[data-signs-found]").textContent=found.map(([,warning])=>warning).join(" ");
  form.querySelector("[data-warning]").hidden=false;
  return true;
};

const number=name=>Number(form.elements.namedItem(name).value)||null;

const hand=async text=>{
  const id=lop520.uuid(),who=await lop520.who();
  const told=answer=>{
    if(!answer.status)say("kept");
    else if(answer.state==="kept")say("sent");
    else if(answer.status>=400&&answer.over)say("refused",lop520.said(answer));
  };
  const body={id,step:number("step"),scene:number("scene"),text,asked_at:new Date().toISOString(),who};
  return lop520.put({id,url:form.dataset.ask,body},told);
};

if(form){
  fillIn();
  form.addEventListener("submit",e=>{
    const box=form.elements.namedItem("text"),text=box.value.trim();
    if(!text)return;
    e.preventDefault();
    if(warned(text))return;
    form.querySelector("[data-warning]").hidden=true;
    box.value="";
    hand(text).catch(()=>{
      box.value=text;
      if(meant===text)form.elements.namedItem("sure").value="yes";
      form.submit();
    });
  });
}

/* From the middle of an exercise she asks about the scene on which she looks. */
document.addEventListener("click",e=>{
  const link=e.target.closest("a[href^='/ask?']"),step=link&&link.closest(".step"),stage=step&&step.querySelector("[data-scene]");
  if(stage)link.search="?step="+step.dataset.step+"&scene="+stage.dataset.scene;
},true);

/* With a lesson its box and what others asked are kept, so that they open without a network. */
const keepBox=async()=>await lop520.kept("/ask")||lop520.keep("/ask");
lop520.ahead.push(async page=>{
  if(!page.querySelector("a[href^='/ask?']"))return;
  await keepBox();
  const state=page.body.dataset.state;
  if(state)await lop520.keep(state.replace(/state$/,"faq"));
});
if(!form&&document.querySelector("a[href^='/ask?']"))setTimeout(async()=>{
  if(await lop520.ready())keepBox().catch(()=>{});
},5000);
