/* Pages that this phone keeps for a person, the worker that shows them, and what the rest of the product may call. */
const cacheHere=async()=>{
  const who=await here;
  return who&&window.caches?caches.open(KEPT+who).catch(()=>null):null;
};
const plain=async answer=>answer.redirected?new Response(await answer.blob(),{status:answer.status,headers:answer.headers}):answer;

/* Keeps a page for who is here: gives its size in bytes, or null where it may not or cannot be kept. "how" are options
   of fetch; the page is kept under the address that answered. */
const keep=async(url,how)=>{
  const who=await here,cache=await cacheHere();
  if(!cache)return null;
  const answer=await fetchIn(60,url,how);
  const mine=answer.headers.get("Kept-For")===String(who),file=/^(image|audio|text\/(css|javascript))/.test(answer.headers.get("Content-Type"));
  if(!answer.ok||!(mine||file))return null;
  const body=await answer.clone().blob();
  try{
    await cache.put(answer.redirected?answer.url:url,await plain(answer));
  }catch(e){
    tell(words.full);
    return null;
  }
  stay();
  return {url:answer.redirected?answer.url:url,bytes:body.size};
};

/* The kept page of an address. */
const kept=async url=>{
  const cache=await cacheHere();
  return cache&&cache.match(url,{ignoreVary:true})||undefined;
};
const drop=async url=>{const cache=await cacheHere();return cache&&cache.delete(url,{ignoreVary:true})};

/* Nothing starts inside the browser of another app: what is kept there is lost with it. */
const inside=IN_APP.some(sign=>navigator.userAgent.includes(sign));
/* Whether no worker has seen this page come: it is the first one on this phone. */
const first=!(navigator.serviceWorker&&navigator.serviceWorker.controller);
const worker=()=>{
  if(!navigator.serviceWorker||inside)return Promise.resolve(null);
  const workers=navigator.serviceWorker,asked=workers.register("/sw.js",{scope:"/",updateViaCache:"none"});
  const there=asked.then(()=>workers.ready).catch(()=>null);
  return workers.controller?workers.ready:there;
};

/* A name as it is searched for: without case and marks. */
const folded=text=>text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g,"").replace(/đ/g,"d").trim();

/* What the rest of the product may call. */
window.lop520={
  put:hand,said,uuid,folded,state,keep,kept,drop,forget,follow,leave,tell,show,flush,all,get,value,setValue,device,
  remember:person=>change([["people",person]]),
  /* Functions that fetch what belongs to a page kept on purpose: called with its document. */
  ahead:[],
  /* Functions that give the kept documents that belong to a kept page: called with its document, and with what opens a
     kept address. */
  beside:[],
  who:()=>here,
  /* The worker, when it shows pages; null where there is none. */
  ready:async()=>{await arrived;return started},
  read:async key=>{const row=await get("plays",key);return row&&row.value},
  write:async(key,given)=>change([["plays",given?{key,who:await here,value:given}:null,key]]),
};

/* Signing out closes what is kept before the page goes; names and PINs are asked for by the phone where there is no
   network. */
document.addEventListener("submit",e=>{
  const form=e.target;
  if(e.defaultPrevented)return;
  if(form.hasAttribute("data-leave")){
    e.preventDefault();
    leave(form.hasAttribute("data-forget"));
  }else if(form.method==="post"&&!navigator.onLine){
    e.preventDefault();
    if(/^\/(who|pin)$/.test(new URL(form.action).pathname))location.assign("/who");
    else tell(words.offline);
  }
});

/* Another page of this phone may have let somebody else in meanwhile: a page of hers is no longer shown to whoever is
   here now. */
const shown=async()=>{
  const who=await here;
  if(who&&who!==await value("here"))location.reload();
  else retry();
};

(async()=>{
  const before=await here,language=document.documentElement.lang;
  await arrived;
  if(told!==undefined&&await value("language")!==language)await setValue("language",language);
  if(told===""&&before){
    const person=await get("people",before);
    if(person&&person.kind==="borrowed"){
      await forget(before);
      here=Promise.resolve(null);
    }
  }
  await show();
  await flush();
  heed();
  if(first&&told&&location.pathname==="/"&&await started)keep("/").catch(()=>{});
  addEventListener("online",()=>{retry();heed()});
  addEventListener("pageshow",e=>e.persisted&&shown());
  document.addEventListener("visibilitychange",()=>document.visibilityState==="visible"&&shown());
})();
