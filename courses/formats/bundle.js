/* Only adds: the page works without it. It shows what is done, marks a lesson without leaving the page,
   keeps a mark that could not be sent (per learner, phones are shared), and finds the place again. An exercise
   says that its step is done by dispatchEvent(new CustomEvent("step-done",{detail:stepId})). */
(()=>{
const d=document,b=d.body.dataset,say=d.getElementById("say"),here="lop520:at:"+location.pathname;
let key,kept={};
const store=()=>{try{localStorage.setItem(key,JSON.stringify(kept))}catch(e){}};
const mark=id=>{
const s=d.querySelector('[data-step="'+id+'"]');
if(!s)return;
s.classList.add("done");
d.querySelector('.toc a[href="#'+s.id+'"]').parentNode.classList.add("done");
const n=s.querySelector('form[action$="/done"] button');
if(n)n.textContent=b.done;
};
const send=id=>fetch("/learn/steps/"+id+"/done",{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({on:kept[id]})}).then(r=>{
if(r.ok||r.status==404||r.status==409){delete kept[id];store();say.textContent=""}
else say.textContent=r.status==401?b.expired:b.kept;
},()=>{say.textContent=b.kept});
const flush=()=>Object.keys(kept).forEach(send);
fetch(b.state).then(r=>r.ok&&r.json()).then(s=>{
if(!s)return;
key="lop520:done:"+s.who;
try{kept=JSON.parse(localStorage.getItem(key))||{}}catch(e){}
s.done.concat(Object.keys(kept)).forEach(mark);
flush();
addEventListener("online",flush);
d.querySelectorAll('form[action$="/done"]').forEach(f=>f.addEventListener("submit",e=>{
e.preventDefault();
const s=f.closest(".step"),id=s.dataset.step;
kept[id]=new Date(Date.now()+252e5).toISOString().slice(0,10);
store();mark(id);send(id);
const next=s.nextElementSibling;
next.scrollIntoView();
next.tabIndex=-1;next.focus({preventScroll:true});
}));
}).catch(()=>{});
addEventListener("step-done",e=>mark(e.detail));
try{
if(!location.hash&&localStorage[here])scrollTo(0,localStorage[here]);
addEventListener("pagehide",()=>{localStorage[here]=Math.round(scrollY)});
}catch(e){}
})();
