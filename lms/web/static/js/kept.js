/* Fills in the page that says what this phone keeps for who is here: lessons with their sizes, what waits, receipts. */
(async()=>{
  const box=document.getElementById("kept"),part=name=>box.querySelector("[data-"+name+"]");
  const who=await lop520.who(),person=who&&await lop520.get("people",who);
  const reveal=(name,shown)=>{part(name).hidden=!shown};
  const words=name=>part(name).content.textContent;
  const moment=text=>new Date(text).toLocaleString(document.documentElement.lang,{day:"2-digit",month:"2-digit",year:"numeric",hour:"2-digit",minute:"2-digit"});
  const lines=(name,texts)=>{
    const list=part(name);
    list.textContent="";
    texts.forEach(text=>{list.appendChild(document.createElement("li")).textContent=text});
  };

  const pages=async()=>{
    const cache=who&&window.caches?await caches.open("lop520-for-"+who):null;
    const found=[];
    for(const request of cache?await cache.keys():[]){
      const answer=await cache.match(request,{ignoreVary:true});
      if(!/html/.test(answer.headers.get("Content-Type")))continue;
      const text=await answer.text(),title=/<title>([^]*?) – [^<]*<\/title>/.exec(text);
      const url=new URL(request.url);
      found.push({section:answer.headers.has("Kept-At-Once"),path:url.pathname+url.search,title:title?title[1]:url.pathname,bytes:new Blob([text]).size});
    }
    return found;
  };

  const show=async()=>{
    const mine=row=>row.who===who,list=part("pages");
    const found=await pages(),others=found.filter(page=>!page.section);
    list.textContent="";
    found.filter(page=>page.section).forEach(page=>{
      const item=part("page").content.cloneNode(true),link=item.querySelector("a"),text=document.createElement("textarea");
      text.innerHTML=page.title;
      link.href=page.path;
      link.textContent=text.value;
      item.querySelector("span").textContent=Math.ceil(page.bytes/1000)+" KB";
      item.querySelector("button").onclick=async()=>{
        await lop520.drop(page.path);
        await show();
        lop520.tell(words("removed"));
      };
      list.append(item);
    });
    reveal("none",found.length===others.length);
    reveal("others",others.length>0);
    part("others").textContent=words("other").replace("%(count)s",others.length).replace("%(size)s",Math.ceil(others.reduce((sum,page)=>sum+page.bytes,0)/1000)+" KB");
    reveal("forget-box",found.length>0);
    const waiting=(await lop520.all("outbox")).filter(mine);
    lines("waiting",waiting.map(row=>row.what+" – "+moment(row.kept_at)));
    reveal("sent",!waiting.length);
    const receipts=(await lop520.all("receipts")).filter(mine).filter(row=>row.receipt||row.body).sort((a,b)=>a.at<b.at?1:-1);
    lines("receipts",receipts.map(row=>(row.receipt||words("refusal")+" "+lop520.said(row.answer))+" – "+row.what+" – "+moment(row.at)));
    reveal("no-receipt",!receipts.length);
  };

  reveal("offline",!navigator.onLine);
  const anybody=(await lop520.all("people")).length>0;
  reveal("nobody",!anybody);
  reveal("change",anybody);
  if(person){
    reveal("who",true);
    part("who").textContent=words("name")+" "+person.name;
  }
  part("forget-me").onclick=async()=>{
    for(const page of await pages())await lop520.drop(page.path);
    await show();
    lop520.tell(words("removed"));
  };
  addEventListener("lop520-answer",show);
  await show();
})();
