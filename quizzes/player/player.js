/* Plays scenarios inside a lesson. Data: s = scenes as [name, text, choices, lesson (the step that explains
   it, or 0), ending], a choice as [words, feedback, target (-1 - target for a way back), 1 if it was not the
   best]; l = what is said. */
document.querySelectorAll("[data-ex]").forEach(box=>{
const step=+box.dataset.ex,form=box.querySelector("form"),{s,l}=JSON.parse(box.querySelector("script").textContent);
const stage=document.createElement("div");
form.after(stage);
let key,who,a;
const put=(tag,text,cls)=>{
const e=document.createElement(tag);
e.textContent=text;
if(cls)e.className=cls;
stage.append(e);
return e;
};
const button=(text,act,cls)=>{put("button",text,cls).onclick=act};
const land=e=>{e.tabIndex=-1;e.focus()};
const begin=path=>{a={id:outbox.uuid(),step,form:null,who,started_at:new Date().toISOString(),path}};
const last=()=>{const [n,i]=a.path[a.path.length-1];return s[n][2][i]};
const show=()=>{
const t=a.path.length?last()[2]:0,n=t<0?-1-t:t,[name,text,choices,,end]=s[n];
stage.textContent="";
const head=put("h3",name);
if(text)put("p",text);
if(end!=null)finish(end);
choices.forEach((c,i)=>button(c[0],()=>{
if(end!=null)begin(a.path);
a.path.push([n,i]);
outbox.write(key,a);
if(!c[1])return show();
stage.querySelectorAll("button").forEach(b=>b.remove());
put("p",l.chosen+" "+c[0]);
const said=put("p",c[1],"note");
button(l.on,show);
land(said);
},"c"));
if(end!=null)button(l.again,()=>{begin([]);show()},"c");
land(head);
};
const finish=end=>{
put("p",end,"call");
const differ=a.path.filter(([n,i])=>s[n][2][i][3]);
if(differ.length)put("h4",l.differ);
differ.forEach(([n,i])=>{
const [text,said]=s[n][2][i];
const note=put("p",s[n][0]+" – "+text+"\n"+said+"\n","note"),b=s[n][3];
if(b){
const link=document.createElement("a");
link.href="#b"+b;
link.textContent=l.read;
note.append(link);
}
});
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
