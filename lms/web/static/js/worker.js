/* The service worker: shows kept pages when there is no network, and the product's own files at once. Whatever goes
   wrong in it, the network is asked as if it were not there. */
const KEPT="lop520-for-",OWN="lop520-own-"+VERSION,PATIENCE=4000;

/* Keeps a file of the product. */
const fill=async path=>{
  const own=await caches.open(OWN);
  if(await own.match(path))return;
  const answer=await fetch(path,{credentials:"omit"});
  if(!answer.ok)throw answer;
  await own.put(path,answer);
};

/* The first file is the script without which no lesson can be used; the others may come later. */
let filling=null;
const fillAll=()=>filling||(filling=Promise.all(SHELL.map(fill)).catch(()=>{filling=null}));

self.addEventListener("install",e=>e.waitUntil(fill(SHELL[0]).then(()=>{
  fillAll();
  return self.skipWaiting();
})));

self.addEventListener("activate",e=>e.waitUntil((async()=>{
  const names=await caches.keys();
  await Promise.all(names.filter(name=>name.startsWith("lop520-own-")&&name!==OWN).map(name=>caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("fetch",e=>{
  const asked=e.request,url=new URL(asked.url);
  const path=url.pathname+url.search,pieced=asked.headers.has("range");
  if(asked.method!=="GET"||url.origin!==location.origin||pieced&&!path.startsWith("/media/"))return;
  if(pieced)return e.respondWith(piece(asked,path));
  e.waitUntil(fillAll());
  e.respondWith(SHELL.includes(path)&&asked.mode!=="navigate"?ours(asked,path):pages(e,asked,path));
});

const ours=async(asked,path)=>await caches.match(path,{cacheName:OWN}).catch(()=>null)||fetch(asked);

const find=async(path,who)=>{
  try{
    if(!who)return undefined;
    const kept=where=>caches.match(where,{cacheName:KEPT+who,ignoreVary:true});
    return await kept(path)||(path.startsWith("/ask?")?await kept("/ask"):undefined);
  }catch(e){return undefined}
};

/* A piece of a recording that is kept, as a player asks for it. */
const piece=async(asked,path)=>{
  const kept=await find(path,await value("here")),wanted=/^bytes=(\d+)-(\d*)$/.exec(asked.headers.get("range"));
  if(!kept||!wanted)return fetch(asked);
  const whole=await kept.blob(),from=+wanted[1],to=Math.min(wanted[2]?+wanted[2]:whole.size,whole.size-1);
  return new Response(whole.slice(from,to+1),{status:206,headers:{
    "Content-Type":kept.headers.get("Content-Type"),"Content-Length":String(to-from+1),"Accept-Ranges":"bytes",
    "Content-Range":"bytes "+from+"-"+to+"/"+whole.size}});
};

/* From the network, within some patience; a page that says so from what is kept, and renewed behind. While somebody
   who has left cannot be signed out, it is as if there were no network. */
const pages=async(e,asked,path)=>{
  const over=gone(),who=await value("here"),kept=await find(path,who);
  const navigates=asked.mode==="navigate";
  if(kept&&kept.headers.has("Kept-At-Once")){
    e.waitUntil(over.then(yes=>yes&&renew(path,who)).catch(()=>{}));
    return kept;
  }
  const fresh=over.then(yes=>yes?fetch(asked):Promise.reject(new TypeError("somebody is still to be signed out")));
  e.waitUntil(fresh.then(answer=>store(path,answer,who,navigates)).catch(()=>{}));
  const patient=kept?Promise.race([fresh,new Promise(done=>setTimeout(done,PATIENCE,kept))]):fresh;
  return patient.catch(async error=>{
    const instead=kept||navigates&&await nothingKept(path);
    if(instead)return instead;
    throw error;
  });
};

/* Where nobody is here, or somebody else wants to be: the people of this phone; else what it keeps. */
const nothingKept=async path=>{
  const asks=path==="/who"||path!=="/kept"&&!await value("here")&&(await all("people")).length;
  return caches.match((asks?"/people-here":"/kept")+"?l="+(await value("language")||"vi"),{cacheName:OWN});
};

const renew=async(path,who)=>{
  const answer=await fetch(path,{cache:"no-cache",credentials:"same-origin"});
  if(answer.status===404||answer.status===410)return (await caches.open(KEPT+who)).delete(path,{ignoreVary:true});
  if(!answer.redirected)return store(path,answer,who,false);
};

/* Keeps an answer that says for whom; a page that is opened also says who is here, unless that changed while it was
   on its way. */
const store=async(path,answer,before,navigates)=>{
  const who=+answer.headers.get("Kept-For");
  if(answer.status!==200||!who)return;
  const copy=answer.clone();
  if(await value("here")!==before)return;
  if(navigates&&before!==who)await setValue("here",who);
  if(navigates||before===who)await (await caches.open(KEPT+who)).put(path,copy);
};
