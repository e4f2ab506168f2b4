/* Plays exercises inside a lesson. Data: k = 0 for a scenario, 1 for questions to practise, 2 for an orientation
   test; s = scenes as [name, text, choices, lesson (0 for none), ending], a choice as [words, feedback, target
   (-1 - target for a way back), 1 if it was not the best]; r = lessons as [address, title] by their number.
   Questions lead one to the next and the last to an empty ending. "words" is what is said. */
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
const list=(title,numbers)=>{
if(!numbers.length)return;
put("h4",title);
const all=put("ul","");
numbers.sort((a,b)=>a-b).forEach(n=>link(put("li","","",all),n));
};
const button=(text,act,cls)=>{put("button",text,cls).onclick=act};
const land=e=>{e.tabIndex=-1;e.focus()};
const begin=path=>{a={id:outbox.uuid(),step,form:null,who,started_at:new Date().toISOString(),path}};
const last=()=>{const [n,i]=a.path[a.path.length-1];return s[n][2][i]};
const show=()=>{
const t=a.path.length?last()[2]:0,n=t<0?-1-t:t,[name,text,choices,,end]=s[n];
stage.textContent="";
const head=put("h3",!k?name:end==null?l.ask+" "+(n+1)+"/"+(s.length-1):l.done);
if(text)put("p",text);
if(end!=null)finish(end);
choices.forEach((c,i)=>button(c[0],()=>{
if(end!=null)begin(a.path);
a.path.push([n,i]);
outbox.write(key,a);
const word=k==1?c[3]?l.no:l.yes:"";
if(k==2||!(word+c[1]))return show();
stage.querySelectorAll("button").forEach(b=>b.remove());
put("p",l.chosen+" "+c[0]);
const said=put("p",word?(c[3]?"✗ ":"✓ ")+(c[1].startsWith(word.slice(0,-1))?"":word+" ")+c[1]:c[1],"note"+(word&&(c[3]?" bad":" good")));
button(l.on,show);
land(said);
},"c"));
if(end!=null)button(l.again,()=>{begin([]);show()},"c");
land(head);
};
const finish=end=>{
const differ=a.path.filter(([n,i])=>s[n][2][i][3]);
if(k){
const lessons=steps=>[...new Set(steps.map(([n])=>s[n][3]))].filter(n=>n),care=lessons(differ);
if(k==1)put("p",l.score+" "+(a.path.length-differ.length)+"/"+a.path.length,"call");
list(k==1?l.read:l.care,care);
if(k==2)list(l.known,lessons(a.path).filter(n=>!care.includes(n)));
}else{
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
