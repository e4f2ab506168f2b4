/* Adds to a section: shows what is done, marks a lesson without leaving the page, finds the place again, and keeps the section on this phone. Without it every button leads on by itself. */
const data=document.body.dataset;
const place="lop520:at:"+location.pathname;

const mark=id=>{
  const step=document.querySelector('[data-step="'+id+'"]');
  if(!step)return;
  step.classList.add("done");
  document.querySelector('.toc a[href="#'+step.id+'"]').parentNode.classList.add("done");
  const button=step.querySelector('form[action$="/done"] button');
  if(button)button.textContent=words.done;
};

const read=async e=>{
  e.preventDefault();
  const form=e.target,step=form.closest(".step"),next=step.nextElementSibling;
  /* The day in Vietnam, seven hours ahead. */
  const day=new Date(Date.now()+252e5).toISOString().slice(0,10),id=lop520.uuid();
  const kept=lop520.put({id,url:new URL(form.action).pathname,body:{id,on:day,who:await lop520.who()},what:step.querySelector("h2").textContent});
  mark(step.dataset.step);
  next.scrollIntoView();
  next.tabIndex=-1;
  next.focus({preventScroll:true});
  return kept;
};

const waiting=async()=>{
  const who=await lop520.who(),rows=await lop520.all("outbox");
  rows.filter(row=>row.who===who).forEach(row=>{
    const step=/^\/learn\/steps\/(\d+)\/done$/.exec(row.url);
    if(step)mark(step[1]);
  });
};

const keepIt=async()=>{
  const there=await lop520.kept(location.pathname)||await lop520.keep(location.pathname,{cache:"force-cache"});
  if(there&&await lop520.ready())lop520.tell(words.ready,true);
};

if(data.state){
  const known=lop520.state(data.state);
  known.then(given=>given.done.forEach(mark),()=>{}).then(keepIt).catch(()=>{});
  known.then(waiting,waiting);
  document.querySelectorAll('form[action$="/done"]').forEach(form=>form.addEventListener("submit",read));
  addEventListener("lop520-answer",e=>e.detail.answer.done&&mark(e.detail.answer.done));
  try{
    if(!location.hash&&localStorage[place])scrollTo(0,localStorage[place]);
    addEventListener("pagehide",()=>{localStorage[place]=Math.round(scrollY)});
  }catch(e){}
}
