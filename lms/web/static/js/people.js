/* Who is here. A page says it (data-who: a number, or nothing where nobody is signed in); a lesson holds nothing
   personal and asks the server; without a network it is whoever was here last. */
const tag=document.currentScript;
const told=tag.dataset.who;
const KEPT="lop520-for-";
let started=null;
let here=told?Promise.resolve(+told):value("here");
let arrived=here.then(who=>told&&arrive(who));

/* fetch that gives up after so many seconds. */
const fetchIn=(seconds,url,options)=>{
  const stop=new AbortController(),timer=setTimeout(()=>stop.abort(),seconds*1000);
  const end=()=>clearTimeout(timer);
  const asked=fetch(url,Object.assign({signal:stop.signal},options));
  asked.then(end,end);
  return asked;
};

/* Asks a page's own state, which says whose it is: {"who": …}, and keeps it with the page. Only who is signed in has
   such a page, so the worker need not wait for the answer. */
const state=url=>{
  started=started||worker();
  let copy=null;
  const asked=fetchIn(10,url).then(answer=>{
    if(!answer.ok)throw answer;
    copy=answer.clone();
    return answer.json();
  });
  asked.then(async given=>window.caches&&(await caches.open(KEPT+given.who)).put(url,copy)).catch(()=>{});
  here=asked.then(given=>given.who,()=>value("here"));
  arrived=here.then(arrive);
  return asked;
};

/* Remembers who is here, and gets her a sending key: it hands in what she does, also when her session has ended. */
const arrive=async who=>{
  if(!who)return null;
  const before=await value("here");
  if(before!==who)await setValue("here",who);
  started=started||worker();
  return await get("people",who)||enrol(who);
};
const enrol=async who=>{
  try{
    const answer=await fetchIn(30,"/account/sending-key",{method:"POST",headers:{"Content-Type":"application/json"},body:"{}"});
    const person=answer.ok&&await answer.json();
    if(!person||person.who!==who)return null;
    await change([["people",person]]);
    return person;
  }catch(e){return null}
};

/* Forgets a person: her name, pages, receipts and what she has not finished. What she has not sent stays, locked
   behind her key, and is sent whoever opens the product. */
const forget=async who=>{
  const person=await get("people",who);
  const mine=row=>row.who===who;
  const changes=[["people",null,who],["values",null,"here"]];
  (await all("outbox")).filter(mine).forEach(entry=>changes.push(["outbox",Object.assign(entry,{key:person?person.key:entry.key})]));
  (await all("receipts")).filter(mine).forEach(row=>changes.push(["receipts",null,row.id]));
  (await all("plays")).filter(mine).forEach(row=>changes.push(["plays",null,row.key]));
  await change(changes);
  if(window.caches)await caches.delete(KEPT+who);
};

/* A name under which this browser hands in, where it has not been given one. */
const device=async()=>{
  const person=await get("people",await here),own=person&&person.device||await value("device");
  if(own)return own;
  const made=uuid();
  await setValue("device",made);
  return made;
};
