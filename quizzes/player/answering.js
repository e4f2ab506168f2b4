/* The fields of a question on a page that knows no right answers: answering(fieldset) is its answer as it is handed
   in, or null while it is not answered; an order and pairs are named by letters, as on paper. arrange(into) lets the
   steps of every order be moved by buttons, beginning with the places they have. */
const signs="ABCDEFGHI";
window.answering=box=>{
const all=what=>Array.from(box.querySelectorAll(what)),kind=box.dataset.kind;
const typed=all("select,input").map(e=>e.value.trim()),numbers=list=>list.map((yes,i)=>yes?i:-1).filter(i=>i>=0);
if(kind==="single"){
const one=all("input").find(e=>e.checked);
return one?+one.value:null;
}
if(kind==="multiple"){
const some=numbers(all("input").map(e=>e.checked));
return some.length?some:null;
}
if(kind==="true_false"){
const said=all("fieldset").map(each=>each.querySelector(":checked"));
return said.every(each=>each)?numbers(said.map(each=>each.value==="1")):null;
}
if(kind==="form")return typed.some(text=>text)?typed:null;
if(typed.some(text=>!text))return null;
if(kind==="matching")return typed.map((number,i)=>signs[i]+number).join("");
if(kind!=="ordering")return typed[0];
const places=all("select").map(e=>[+e.value,signs[e.name.split(".")[1]]]).sort((a,b)=>a[0]-b[0]);
return new Set(typed).size===typed.length?places.map(([,sign])=>sign).join(""):null;
};
window.arrange=(into,words)=>into.querySelectorAll("[data-order]").forEach(box=>{
const field=step=>step.querySelector("select"),steps=()=>Array.from(box.children);
const count=()=>steps().forEach((step,i)=>{
field(step).value=i+1;
step.querySelectorAll("button").forEach(button=>{button.disabled=i===(button.dataset.by<0?0:steps().length-1)});
});
steps().sort((a,b)=>(field(a).value||99)-(field(b).value||99)).forEach(step=>box.append(step));
if(!box.classList.contains("question-moved"))steps().forEach(step=>[[-1,"↑",words.up],[1,"↓",words.down]].forEach(([by,sign,name])=>{
const button=document.createElement("button");
button.type="button";
button.textContent=sign;
button.dataset.by=by;
button.setAttribute("aria-label",name+": "+step.querySelector("span").textContent);
button.onclick=()=>{
const other=by<0?step.previousElementSibling:step.nextElementSibling;
box.insertBefore(by<0?step:other,by<0?other:step);
count();
steps().forEach(each=>field(each).dispatchEvent(new Event("change",{bubbles:true})));
(button.disabled?step.querySelector("button:not([disabled])"):button).focus();
};
step.append(button);
}));
box.classList.add("question-moved");
box.previousElementSibling.textContent=words.move;
count();
});
