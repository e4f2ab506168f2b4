/* Plays exercises inside a lesson. Data: k = 0 for a scenario, 1 for questions to practise, 2 for an orientation
   test; s = scenes as [name, text, choices, lesson (0 for none), ending], a choice as [words, feedback, target
   (-1 - target for a way back), 1 if it was not the best]; r = lessons as [address, title] by their number;
   m = 1 where scenes show pictures or sounds: see media.js.
   A scene may go on with the kind of its question (0 for one choice), the order in which what it offers is shown, a
   hint and the clauses it rests on: see kinds.js and hint.js, which are sent only with them. Questions lead one to
   the next and the last to an empty ending; what they need besides is in list.js, which is sent only with them. "words" is what is said. Each choice is kept by lop520, the script of every page, before its
   consequence is shown; where that script does not come, the form plays on the server. */
const late=new Promise(r=>{addEventListener("DOMContentLoaded",r);setTimeout(r,8e3)});
document.querySelectorAll("[data-ex]").forEach(box=>{
const step=+box.dataset.ex,form=box.querySelector("form"),{k,s,r,m}=JSON.parse(box.querySelector("script").textContent),l=words;
const stage=document.createElement("div");
form.after(stage);
let key,who,a,busy;
const put=(tag,text,cls,into)=>{
const e=document.createElement(tag);
e.textContent=text;
if(cls)e.className=cls;
(into||stage).append(e);
return e;
};
const link=(into,n)=>{put("a",r[n][1],"",into).href=r[n][0]};
const button=(text,act,cls)=>{const e=put("button",text,cls);e.onclick=act;return e};
const land=e=>{e.tabIndex=-1;e.focus()};
const begin=path=>{a={id:lop520.uuid(),step,form:null,who,started_at:new Date().toISOString(),path}};
const last=()=>{const [n,i]=a.path[a.path.length-1],c=s[n][2];return c[i]||c[0]};
const worse=([n,i])=>s[n][5]?kinds.wrong(s[n],i)[0]!=null:s[n][2][i][3];
const show=()=>{
const t=a.path.length?last()[2]:0,n=t<0?-1-t:t,[name,text,choices,,end,kind,,hint,basis]=s[n];
stage.textContent="";
stage.dataset.scene=n+1;
const head=put("h3",k?list.head(s,n):name);
if(text)put("p",text);
if(m)media(box,n,stage);
if(hint)hints(put,hint);
if(end!=null)finish(end);
const give=async(i,given,...lines)=>{
if(end!=null)begin([...a.path]);
a.path.push([n,i]);
await lop520.write(key,a);
if(!lines[0][0])return show();
put("p",given);
const told=lines.map(line=>put("p",...line));
if(k&&basis)put("p",l.basis+": "+basis);
button(l.on,show);
land(told[0]);
};
if(kind)kinds.ask(s[n],k,put,button,give);
else choices.forEach((c,i)=>button(c[0],()=>{
stage.querySelectorAll("button").forEach(b=>b.remove());
give(i,l.chosen+" "+c[0],k?list.said(k,c):[c[1],"note"]);
},"c"));
if(end!=null)button(l.again,()=>{begin([]);show()},"c");
land(head);
};
const finish=end=>{
const differ=a.path.filter(worse);
if(k)list.end(k,s,a.path,differ,put,link);
else{
put("p",end,"call");
if(differ.length)put("h4",l.differ);
differ.forEach(([n,i])=>{
const [text,said]=s[n][2][i],basis=s[n][8],note=put("p",s[n][0]+" – "+text+"\n"+said+"\n"+(basis?l.basis+": "+basis+"\n":""),"note");
if(s[n][3]){note.append(l.read+" ");link(note,s[n][3])}
});
}
const state=put("p","");
state.setAttribute("role","status");
lop520.handIn(a,key,box.querySelector("h2").textContent,j=>{state.textContent=lop520.said(j)});
};
form.onsubmit=async e=>{
e.preventDefault();
if(busy)return;
busy=1;
await late;
if(!window.lop520)return form.submit();
who=await lop520.who();
key="ex:"+who+":"+step;
a=await lop520.read(key);
if(!a)begin([]);
form.hidden=true;
show();
busy=0;
};
});
