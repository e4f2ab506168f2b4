/* The test: its answers are kept on the phone as they are given, and handed in when there is a network. Where it has
   been fetched ahead, the button in the lesson opens what was kept. Without this the forms are sent as they are. */
const where=async step=>"test:"+await lop520.who()+":"+step;
const form=document.getElementById("assessment");

document.querySelectorAll('form[action^="/assessments/"]').forEach(button=>button.addEventListener("submit",async e=>{
  if(form)return;
  e.preventDefault();
  const fetched=await lop520.value(await where(new URL(button.action).pathname.split("/")[2]));
  if(fetched)location.assign(fetched);
  else if(navigator.onLine)button.submit();
  else lop520.tell(words.first);
}));

/* With a section that is kept on purpose, the questions of its tests are fetched, unless they are passed. */
lop520.ahead.push(async(page,done)=>{
  for(const button of page.querySelectorAll('form[action^="/assessments/"]')){
    const action=button.getAttribute("action"),step=action.split("/")[2];
    if(done.includes(+step))continue;
    const found=await lop520.keep(action,{method:"POST"});
    if(found)await lop520.setValue(await where(step),new URL(found.url,location.href).pathname);
  }
});

/* Their pictures are kept with those of the section. */
lop520.beside.push(async(page,open)=>{
  const kept=[];
  for(const button of page.querySelectorAll('form[action^="/assessments/"]')){
    const fetched=await lop520.value(await where(button.getAttribute("action").split("/")[2]));
    const asked=fetched&&await open(fetched);
    if(asked)kept.push(asked);
  }
  return kept;
});

/* What was tapped just now, in the store that keeps at once, until the one that is sure has it: a page may be left at any
   moment. */
const fast=(play,tapped)=>{
  const key="lop520:"+play;
  try{
    if(tapped===undefined)return JSON.parse(localStorage.getItem(key))||{};
    if(tapped)localStorage.setItem(key,JSON.stringify(tapped));
    else localStorage.removeItem(key);
  }catch(e){}
  return {};
};

const answer=async()=>{
  const about=form.dataset,play="form:"+about.form,state=document.getElementById("test-state"),button=form.querySelector("button");
  const tapped=fast(play),given=lop520.read(play).then(kept=>kept||{});
  const keep=async()=>{
    const now=JSON.stringify(tapped);
    await lop520.write(play,Object.assign(await given,tapped));
    if(now===JSON.stringify(tapped))fast(play,null);
  };
  form.onchange=form.oninput=({target})=>{
    tapped[target.name]=target.type==="checkbox"&&!target.checked?"":target.value;
    fast(play,tapped);
    keep();
  };
  const handed=(await lop520.all("outbox")).some(entry=>entry.id===about.form),done=await lop520.get("receipts",about.form);
  const hear=async answer=>{
    state.textContent=answer.status?lop520.said(answer):words.waiting;
    await lop520.setValue(await where(about.step));
    if(answer.over)lop520.drop(location.pathname);
    if(answer.url)location.assign(answer.url);
  };
  const known=Object.assign(await given,tapped);
  Array.from(form.elements).filter(each=>each.name in known).forEach(each=>{
    if(/radio|checkbox/.test(each.type))each.checked=known[each.name]===each.value;
    else each.value=known[each.name];
  });
  arrange(form,about);
  if(handed||done){
    fast(play,null);
    button.disabled=true;
    if(done)hear(done.answer);
    else state.textContent=words.waiting;
  }else if(Object.keys(tapped).length)keep();
  form.onsubmit=async e=>{
    e.preventDefault();
    const asked=Array.from(form.querySelectorAll("[data-scene]")),path=asked.map(box=>[+box.dataset.scene,answering(box)]);
    const open=path.findIndex(step=>step[1]===null);
    if(open>=0){
      state.textContent=about.missing;
      asked[open].querySelector("input,select,button").focus();
      return;
    }
    button.disabled=true;
    state.scrollIntoView({block:"center"});
    lop520.handIn({id:about.form,step:+about.step,form:about.form,who:+about.who,started_at:about.started,path},play,
      document.querySelector("h1").textContent,hear);
  };
};
if(form)answer();
