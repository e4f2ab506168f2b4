/* Whoever left this phone, or was followed on it by somebody else, without a network: the server ends her sign-in as
   soon as there is one, before anything else is asked for. Pages and the worker do so alike. */

/* fetch that gives up after so many seconds. */
const fetchIn=(seconds,url,options)=>{
  const stop=new AbortController(),timer=setTimeout(()=>stop.abort(),seconds*1000);
  const end=()=>clearTimeout(timer);
  const asked=fetch(url,Object.assign({signal:stop.signal,credentials:"same-origin"},options));
  asked.then(end,end);
  return asked;
};

/* Whether nobody is left to be signed out. */
const gone=async()=>{
  const who=await value("leaving");
  if(!who)return true;
  try{
    const answer=await fetchIn(20,"/account/leave",{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({who})});
    if((await answer.json()).left!==who)return false;
    await setValue("leaving");
    return true;
  }catch(e){return false}
};
