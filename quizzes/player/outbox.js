/* Keeps finished attempts on the phone, one entry each, until the server has answered. An answer of another
   kind than yes or "this can never be taken" (no network, signed out, another person signed in) keeps the
   entry; it is sent again at the next page and when the network comes back. */
const outbox=(()=>{
const prefix="lop520:out:",waiting={},told={};
const read=k=>{try{return JSON.parse(localStorage.getItem(k))}catch(e){return null}};
const write=(k,v)=>{try{v==null?localStorage.removeItem(k):localStorage.setItem(k,JSON.stringify(v))}catch(e){}};
const uuid=()=>"00000000-0000-4000-8000-000000000000".replace(/[08]/g,c=>(c^crypto.getRandomValues(new Uint8Array(1))[0]&(c>0?3:15)).toString(16));
const device=()=>{const id=read("lop520:device")||uuid();write("lop520:device",id);return id};
const send=a=>fetch("/attempts",{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify(a)})
.then(r=>r.json().catch(()=>({})).then(j=>{j.status=r.status;return j}),()=>({status:0}))
.then(j=>{
const s=j.status;
if(s&&s<500&&![401,403,408,429].includes(s)){delete waiting[a.id];write(prefix+a.id)}
if(j.done)dispatchEvent(new CustomEvent("step-done",{detail:j.done}));
if(told[a.id])told[a.id](j);
});
const flush=()=>{
try{Object.keys(localStorage).forEach(k=>{if(k.startsWith(prefix)){const a=read(k);a&&(waiting[a.id]=a)}})}catch(e){}
Object.values(waiting).forEach(send);
};
addEventListener("online",flush);
flush();
return {read,write,uuid,put(a,tell){
a.mode="self";a.device=device();a.language=document.documentElement.lang;a.finished_at=new Date().toISOString();
told[a.id]=tell;waiting[a.id]=a;write(prefix+a.id,a);flush();
}};
})();
