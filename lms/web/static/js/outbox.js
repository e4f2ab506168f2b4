/* The outbox: a thing is kept before anything is said of it, and sent until the server has answered: with yes, or
   with "this can never be taken". It is sent with its person's key, whoever is signed in; one tab sends at a time. */
const NEVER=[400,404,409,410,413,422],WAITS={status:0,state:"waiting"},SOON=15e3,LATEST=6e5;
const listeners={};
let pause=SOON,timer=0,last=Promise.resolve(),renewed=false;

/* Keeps something and sends it; "told" hears that it is kept (status 0), then each answer. An entry: id (of the thing), url, body, and if wanted answers
   (how many it holds) or count (of other things in it), what (it is) and play (the key of what is finished with it). */
const hand=async(entry,told)=>{
  const who=await here,person=await get("people",who);
  if(told)listeners[entry.id]=told;
  const row={id:entry.id,who,key:person?person.key:null,url:entry.url,body:entry.body,answers:entry.answers||0,
    count:entry.count||1,what:entry.what||document.title,lang:document.documentElement.lang,kept_at:new Date().toISOString()};
  await change([["outbox",row]].concat(entry.play?[["plays",null,entry.play]]:[]));
  if(told)told(WAITS);
  stay();
  await show();
  const heard=await flush();
  const done=await get("receipts",entry.id);
  return done?done.answer:heard[entry.id]||WAITS;
};

/* Asks the browser, once there is something to lose, not to delete it when the phone gets full. */
const stay=()=>navigator.storage&&navigator.storage.persist&&navigator.storage.persist().catch(()=>{});

/* What to say about an answer. */
const said=answer=>{
  if(answer.receipt)return words.sent+" "+answer.receipt+(answer.sentence?" "+answer.sentence:"");
  if(answer.state==="apart"||answer.state==="conflict")return words[answer.state];
  if(NEVER.includes(answer.status))return answer.sentence||answer.error||words.refused;
  return answer.status===401?words.expired:answer.status===403?words.other:words.kept;
};

/* Sends what waits, after whoever is sending already. Gives what was answered, by id. */
const flush=()=>{
  const locked=navigator.locks?()=>navigator.locks.request("lop520-send",sendAll):sendAll;
  last=last.then(locked).catch(()=>({}));
  return last;
};

const sendAll=async()=>{
  await gone();
  const waiting=(await all("outbox")).sort((a,b)=>a.kept_at<b.kept_at?-1:1),heard={};
  let left=waiting.length;
  await catchUp(waiting);
  for(const entry of waiting){
    const answer=heard[entry.id]=await send(entry,left-1);
    if(answer.over){left--;await settle(entry,answer)}
    hear(entry.id,answer);
    if(!answer.status||answer.status===503)break; /* no network, or a server that can keep nothing for now */
  }
  clearTimeout(timer);
  if(left){
    timer=setTimeout(flush,pause);
    pause=Math.min(pause*2,LATEST);
  }else pause=SOON;
  await show();
  return heard;
};

const hear=(id,answer)=>{
  if(listeners[id])listeners[id](answer);
  if(answer.over)delete listeners[id];
  dispatchEvent(new CustomEvent("lop520-answer",{detail:{id,answer}}));
};

/* Tells of what another tab has sent. */
const catchUp=async waiting=>{
  for(const id of Object.keys(listeners)){
    const done=!waiting.some(entry=>entry.id===id)&&await get("receipts",id);
    if(done)hear(id,done.answer);
  }
};

/* One try, by her key; where the key is not known, by the session of whoever is here. It says how many stay behind. Only
   JSON of ours counts: the gate of some network may answer anything with a page of its own. */
const send=async(entry,unsent,bySession)=>{
  const person=await get("people",entry.who),key=!bySession&&(person&&person.key||entry.key),hers=entry.who===await here&&!await value("leaving");
  const headers={"Content-Type":"application/json",Unsent:String(unsent),"Page-Language":entry.lang||document.documentElement.lang};
  if(key)headers["Sending-Key"]=key;
  else if(!hers)return {status:403};
  try{
    const answer=await fetchIn(45,entry.url,{method:"POST",credentials:key?"omit":"same-origin",headers,body:JSON.stringify(entry.body)});
    if(answer.status===401&&key&&hers){
      if(!renewed)await enrol(entry.who);
      renewed=true;
      return send(entry,unsent,true);
    }
    const given=await answer.json().catch(()=>null);
    if(!given||answer.redirected)return {status:answer.ok?0:answer.status};
    given.status=answer.status;
    given.over=answer.ok||NEVER.includes(answer.status);
    return given;
  }catch(e){return {status:0}}
};

/* An answered thing leaves the outbox and leaves its receipt; of somebody who was forgotten nothing is left. */
const settle=async(entry,answer)=>{
  const known=await get("people",entry.who)||entry.who===await here;
  const refused=answer.status>=400;
  const row={id:entry.id,who:entry.who,what:entry.what,url:entry.url,at:new Date().toISOString(),receipt:answer.receipt||null,answer};
  if(refused)row.body=entry.body;
  return change([["outbox",null,entry.id]].concat(known?[["receipts",row]]:[]));
};

const retry=()=>{pause=SOON;flush()};
