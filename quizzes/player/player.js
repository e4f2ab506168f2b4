/* Plays exercises inside a lesson. Data: k = 0 for a scenario, 1 for questions to practise, 2 for an orientation
   test; s = scenes as [name, text, choices, lesson (0 for none), ending], a choice as [words, feedback, target
   (-1 - target for a way back), 1 if it was not the best]; r = lessons as [address, title] by their number.
   Questions lead one to the next and the last to an empty ending; what they need besides is in list.js, which is
   sent only with them. "words" is what is said. */
document.querySelectorAll("[data-ex]").forEach(box=>{
const step=+box.dataset.ex,form=box.querySelector("form"),{k,s,r}=JSON.parse(box.querySelector("script").textContent),l=words;
const stage=document.createElement("div");
form.after(stage);
let key,who,a;
const put=(tag,text,cls,into)=>{
const e=document.createElement(tag);
e.textContent=text;
if(cls)e.className=cls;
(into||stage).append(e);
return e;
};
const link=(into,n)=>{put("a",r[n][1],"",into).href=r[n][0]};
const button=(text,act,cls)=>{put("button",text,cls).onclick=act};
const land=e=>{e.tabIndex=-1;e.focus()};
const begin=path=>{a={id:outbox.uuid(),step,form:null,who,started_at:new Date().toISOString(),path}};
const last=()=>{const [n,i]=a.path[a.path.length-1];return s[n][2][i]};
const show=()=>{
const t=a.path.length?last()[2]:0,n=t<0?-1-t:t,[name,text,choices,,end]=s[n];
stage.textContent="";
const head=put("h3",k?list.head(s,n):name);
if(text)put("p",text);
if(end!=null)finish(end);
choices.forEach((c,i)=>button(c[0],()=>{
if(end!=null)begin(a.path);
a.path.push([n,i]);
outbox.write(key,a);
const said=k?list.said(k,c):[c[1],"note"];
if(!said[0])return show();
stage.querySelectorAll("button").forEach(b=>b.remove());
put("p",l.chosen+" "+c[0]);
const told=put("p",...said);
button(l.on,show);
land(told);
},"c"));
if(end!=null)button(l.again,()=>{begin([]);show()},"c");
land(head);
};
const finish=end=>{
const differ=a.path.filter(([n,i])=>s[n][2][i][3]);
if(k)list.end(k,s,a.path,differ,put,link);
else{
put("p",end,"call");
if(differ.length)put("h4",l.differ);
differ.forEach(([n,i])=>{
const [text,said]=s[n][2][i],note=put("p",s[n][0]+" – "+text+"\n"+said+"\n","note");
if(s[n][3]){note.append(l.read+" ");link(note,s[n][3])}
});
}
const state=put("p",l.sending);
state.setAttribute("role","status");
outbox.write(key);
outbox.put(a,j=>{state.textContent=j.receipt?l.sent+" "+j.receipt:j.status==401?l.expired:j.status==403?l.other:j.error||l.kept});
};
form.onsubmit=e=>{
e.preventDefault();
const go=()=>{
key="lop520:ex:"+who+":"+step;
a=outbox.read(key);
if(!a||a.who!=who)begin([]);
form.hidden=true;
show();
};
fetch(document.body.dataset.state).then(r=>r.json()).then(j=>{if(!j.who)throw j;outbox.write("lop520:who",who=j.who)}).catch(()=>{who=outbox.read("lop520:who")}).then(go);
};
});
