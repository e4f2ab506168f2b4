/* Keeps the answers of an open form on the phone, and sends them when there is a network. Without it the
   form is sent as it is. */
(()=>{
const form=document.getElementById("assessment"),d=form.dataset,key="lop520:form:"+d.form,state=document.getElementById("say");
const given=outbox.read(key)||{};
form.querySelectorAll("input[type=radio]").forEach(r=>{if(given[r.name]===r.value)r.checked=true});
form.onchange=e=>{given[e.target.name]=e.target.value;outbox.write(key,given)};
form.onsubmit=e=>{
e.preventDefault();
const path=d.order.split(" ").map(n=>[+n,+form.elements["q"+n].value]);
form.querySelector("button").disabled=true;
state.textContent=d.kept;
outbox.put({id:d.form,step:+d.step,form:d.form,who:+d.who,started_at:d.started,path},j=>{
if(j.url){outbox.write(key);location=j.url;return}
state.textContent=j.status==401?d.expired:j.status==403?d.other:j.error||d.kept;
});
};
})();
