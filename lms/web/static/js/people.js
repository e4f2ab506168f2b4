/* Who is here. A page says it (data-who: a number, or nothing where nobody is signed in); a lesson holds nothing
   personal and asks the server; without a network it is whoever was here last. */
const tag=document.currentScript;
const told=tag.dataset.who;
const KEPT="lop520-for-";
let started=null;

/* Of whom a page or an answer speaks; the page of somebody who has left goes, and whoever is here stays. */
const unlessLeft=async who=>{
  const now=await value("here")||null;
  if(!who||who===now||who!==await value("leaving"))return who;
  await gone();
  if(location.pathname!=="/who")location.replace("/who");
  return now;
};
let here=told?unlessLeft(+told):value("here");
let arrived=here.then(who=>told&&arrive(who));

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
  here=asked.then(given=>unlessLeft(given.who),()=>value("here"));
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
    const given=answer.ok&&await answer.json();
    if(!given||given.who!==who)return null;
    const person=Object.assign({},await get("people",who),given);
    await change([["people",person]]);
    return person;
  }catch(e){return null}
};

/* Forgets a person: her name, pages, receipts and what she has not finished. What she has not sent stays, locked
   behind her key, and is sent whoever opens the product. */
const forget=async who=>{
  const person=await get("people",who);
  const mine=row=>row.who===who;
  const changes=[["people",null,who]];
  if(await value("here")===who)changes.push(["values",null,"here"]);
  (await all("outbox")).filter(mine).forEach(entry=>changes.push(["outbox",Object.assign(entry,{key:person?person.key:entry.key})]));
  (await all("receipts")).filter(mine).forEach(row=>changes.push(["receipts",null,row.id]));
  (await all("plays")).filter(mine).forEach(row=>changes.push(["plays",null,row.key]));
  await change(changes);
  if(window.caches)await caches.delete(KEPT+who);
};

/* Somebody else comes, by her PIN; nobody comes where "who" is null. Whose cookie the browser still has is signed out. */
const follow=async who=>{
  const before=await value("here"),leaving=await value("leaving")||before;
  if(before===who)return;
  await change([["values",who&&{key:"here",value:who},"here"],["values",leaving&&{key:"leaving",value:leaving},"leaving"]]);
  here=Promise.resolve(who);
};

/* Who is here leaves: a borrowed phone forgets her, her own one closes her pages until her PIN is typed. */
const leave=async borrowed=>{
  const who=await here,shown=navigator.serviceWorker&&navigator.serviceWorker.controller;
  await follow(null);
  if(borrowed)await forget(who);
  if(await gone())location.assign("/");
  else if(shown)location.assign("/who");
  else tell(words.leaving);
};

/* A name under which this browser hands in, where it has not been given one. */
const device=async()=>{
  const person=await get("people",await here),own=person&&person.device||await value("device");
  if(own)return own;
  const made=uuid();
  await setValue("device",made);
  return made;
};
