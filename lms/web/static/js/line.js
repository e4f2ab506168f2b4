/* The line that is always there: how many answers are not sent yet, the latest receipt, a button to send now. */
const line=document.getElementById("say")||document.body.appendChild(Object.assign(document.createElement("div"),{id:"say"}));
line.setAttribute("role","status");
let notice="",quiet=false;

const put=(tag,text,into)=>{
  const made=document.createElement(tag);
  made.textContent=text;
  into.append(made,document.createTextNode(" "));
  return made;
};
const counted=(text,count)=>text.replace("%(count)s",count);

/* Counts answers where nothing but answers waits, else things: an attempt is one, a tick is one. */
const waits=(rows,inAnswers,inThings)=>{
  const sum=size=>rows.reduce((all,row)=>all+size(row),0);
  return rows.every(row=>row.answers)?counted(inAnswers,sum(row=>row.answers)):counted(inThings,sum(row=>row.answers?1:row.count));
};

/* Says something besides, until the next thing is said; what is quiet is not said while something waits. */
const tell=(text,quietly)=>{notice=text;quiet=!!quietly;return show()};

const show=async()=>{
  const who=await here,rows=await all("outbox"),mine=rows.filter(row=>row.who===who),others=rows.filter(row=>row.who!==who);
  const receipts=(await all("receipts")).filter(row=>row.who===who&&row.receipt).sort((a,b)=>a.at<b.at?1:-1);
  const parts=document.createElement("div");
  if(notice&&!(quiet&&rows.length))put("p",notice,parts);
  if(forgetful&&rows.length)put("p",words.memory,parts);
  if(mine.length)put("p",waits(mine,words.left,words.things),parts).className="left";
  if(others.length)put("p",waits(others,words.others,words.otherThings),parts).className="others";
  if(rows.length){
    const button=put("button",words.now,parts);
    button.type="button";
    button.className="button button-secondary";
    button.onclick=()=>{button.disabled=true;flush()};
  }
  if(receipts.length)put("p",(rows.length?"":words.all+" ")+words.latest+" "+receipts[0].receipt,parts);
  if((who||rows.length)&&location.pathname!=="/kept")put("a",words.what,parts).href="/kept";
  if(who&&!rows.length&&!["/who","/kept"].includes(location.pathname))put("a",words.change,parts).href="/who";
  line.classList.toggle("waiting",rows.length>0);
  if(line.innerHTML===parts.innerHTML)return;
  line.textContent="";
  line.append(...Array.from(parts.childNodes));
};
