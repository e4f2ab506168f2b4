/* Type size and contrast, in reach on every page: the form in the header without its trip to the server, and the same
   buttons in lessons, which are the same for everybody. What is chosen stays on this phone, in a cookie. */
const root=document.documentElement,COUNT=4;
let bar=document.getElementById("reading-bar");

const chosen=()=>{
  const found=/^([1-4])(c?)$/.exec(root.dataset.look)||[0,1,""];
  return {size:+found[1],contrast:found[2]};
};
const filled=(text,values)=>Object.keys(values).reduce((said,name)=>said.replace("%("+name+")s",values[name]),text);

/* In a lesson, whose document brings no style for it, the bar lies below: there it moves nothing when it comes. */
const RULES=[
  "#reading-bar{position:fixed;left:0;right:0;bottom:0;z-index:2;display:flex;align-items:center;padding:2px 8px;background:var(--sheet);border-top:1px solid var(--accent)}",
  "#reading-bar>*{flex:1 1 34px;width:auto;min-width:34px;min-height:48px;padding:0;font-size:20px;text-align:center}",
  "#reading-bar>span{min-height:0;font-size:16px}",
  "#reading-bar>button,#reading-bar summary{background:none;color:var(--accent)}",
  "#reading-bar>[aria-pressed=true]{background:var(--accent);color:var(--sheet)}",
  "#reading-bar details p{position:absolute;left:0;right:0;bottom:100%;margin:0;padding:12px 16px;font-size:1rem;text-align:left;background:var(--sheet);border:1px solid var(--accent)}",
  "#reading-bar details{border:0;margin:0}",
  "#say.waiting{bottom:53px}",
  "body{padding-bottom:60px}",
  "html{scroll-padding-bottom:72px}",
  "@media print{#reading-bar{display:none}}",
];
const dress=()=>{
  const sheet=document.styleSheets[0];
  RULES.forEach(rule=>sheet.insertRule(rule,sheet.cssRules.length));
};

const build=()=>{
  const made=document.createElement("div"),row=document.querySelector(".header-row");
  made.id="reading-bar";
  made.className="reading-bar";
  made.setAttribute("role","region");
  made.setAttribute("aria-label",words.look);
  [["A−",words.smaller,"by",-1],[],["A+",words.larger,"by",1],["◐",words.contrast,"contrast",""]].forEach(([sign,name,key,value])=>{
    const part=document.createElement(sign?"button":"span");
    if(sign){
      part.type="button";
      part.textContent=sign;
      part.setAttribute("aria-label",name);
      part.dataset[key]=value;
    }else part.setAttribute("role","status");
    made.append(part);
  });
  if(row)row.append(made);
  else{
    dress();
    document.querySelector("header").append(made);
  }
  return made;
};

const show=()=>{
  const now=chosen(),said=bar.querySelector("[role=status]"),contrast=bar.querySelector("[data-contrast]");
  said.textContent=now.size+"/"+COUNT;
  said.setAttribute("aria-label",filled(words.size,{size:now.size,count:COUNT}));
  contrast.setAttribute("aria-pressed",String(!!now.contrast));
};

const choose=code=>{
  const top=anchor();
  root.dataset.look=code;
  document.cookie="look="+code+";path=/;max-age=34560000;samesite=lax"+(location.protocol==="https:"?";secure":"");
  show();
  top();
};

/* What stood at the top of the window stays there while everything grows. */
const anchor=()=>{
  const held=Array.from(document.querySelectorAll(".step :not(mark)")).find(each=>each.getBoundingClientRect().top>=0);
  const before=held&&held.getBoundingClientRect().top;
  return ()=>held&&scrollBy(0,held.getBoundingClientRect().top-before);
};

bar=bar||build();
bar.addEventListener("click",e=>{
  const button=e.target.closest("button"),now=chosen();
  if(!button||!("by" in button.dataset||"contrast" in button.dataset))return;
  e.preventDefault();
  if("by" in button.dataset)choose(Math.min(Math.max(now.size+ +button.dataset.by,1),COUNT)+now.contrast);
  else choose(now.size+(now.contrast?"":"c"));
});
addEventListener("pageshow",e=>{
  const kept=/\blook=(\w+)/.exec(document.cookie);
  if(e.persisted&&kept)root.dataset.look=kept[1];
  show();
});
show();
