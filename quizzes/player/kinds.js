/* Questions of a list that are not one choice, by their signs: m several, t statements, o an order, p pairs, n a number,
   w a few words, f a form. A choice is [words, feedback, next, 1 if right], and of p its right side, of n and w what is
   accepted, of f what is accepted and the right answer; what is accepted is [least, greatest] or folded words. Judged as
   in quizzes/exercise/judging.py. */
const kinds={
end:/[ .,;:!?"'“”]+$/,
numbers(text){
text=text.trim().replace(kinds.end,"");
if(!/^[+\-−–]?\s*\d(?:[\d.,\s]{0,18}\d)?\s*%?$/.test(text))return [];
const sign=/^[\-−–]/.test(text)?-1:1,digits=text.replace(/[^\d.,]/g,""),found=[];
if(!/[.,].*[.,]/.test(digits))found.push(+digits.replace(",","."));
const parts=/^([1-9]\d{0,2}([.,])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/.exec(digits);
if(parts)found.push(+(parts[1].replace(/[.,]/g,"")+"."+(parts[3]||0)));
return found.map(n=>n*sign);
},
accepts(wanted,given){
const words=lop520.folded(given).replace(/\s+/g," ").replace(/^[ .,;:!?"'“”]+/,"").replace(kinds.end,"")
.replace(/^0?(\d\d?) ?[/.-] ?0?(\d\d?) ?[/.-] ?(\d{4})$/,"$1/$2/$3");
return wanted.some(each=>each.map?kinds.numbers(given).some(n=>n>=each[0]-1e-9&&n<=each[1]+1e-9):words&&each===words);
},
found(choices,given){
const right=choices.findIndex(c=>c[3]&&kinds.accepts(c[4],given));
return right<0?choices.findIndex(c=>kinds.accepts(c[4],given)):right;
},
/* The choices about which an answer is wrong; of what is typed [-1] where nothing accepts it. */
wrong([,,c,,,kind],a){
const all=c.map((_,i)=>i),asked=all.filter(i=>c[i][3]);
if(kind=="o")return all.filter(i=>a[a.indexOf(i)-1]!==(i?i-1:undefined));
if(kind=="p")return asked.filter((i,at)=>!c[a[at]]||c[a[at]][4]!==c[i][4]);
if(kind=="f")return all.filter(i=>!kinds.accepts(c[i][4],a[i]));
if(kind=="m"||kind=="t")return all.filter(i=>!!c[i][3]!==a.includes(i));
const one=kinds.found(c,a);
return one>=0&&c[one][3]?[]:[one];
},
words([,,c,,,kind],a){
const asked=c.filter(each=>each[3]);
if(kind=="m")return a.map(i=>c[i][0]);
if(kind=="t")return c.map((each,i)=>each[0]+": "+(a.includes(i)?words.true:words.false));
if(kind=="o")return a.map((i,at)=>at+1+". "+c[i][0]);
if(kind=="p")return a.map((i,at)=>asked[at][0]+" – "+c[i][4]);
return kind=="f"?a.map((text,i)=>c[i][0]+": "+(text||"…")):[a];
},
right([,,c,,,kind]){
const all=c.map((_,i)=>i),asked=all.filter(i=>c[i][3]);
if(kind=="p")return asked.map(i=>c.findIndex(each=>each[4]===c[i][4]));
return kind=="f"?c.map(each=>each[5]):kind=="n"||kind=="w"?c[asked[0]][0]:kind=="o"?all:asked;
},
told(q,a){
const c=q[2],bad=kinds.wrong(q,a);
const met=typeof a=="string"?[kinds.found(c,a)]:[...new Set([...bad,...a.filter(i=>c[i]&&!c[i][3])])];
const about=met.length&&c[met[0]]?met.map(i=>c[i]):c.filter(each=>each[3]);
const lines=about.filter(each=>each[1]).map(each=>(each[0]||each[4])+": "+each[1]);
if(bad.length)lines.push(words.right+" "+kinds.words(q,kinds.right(q)).join("; "));
return [[bad.length?"✗ "+words.no:"✓ "+words.yes,"note "+(bad.length?"bad":"good")],...lines.map(line=>[line,"note"])];
},
/* Fields for the question q; give(answer, words, lines) when it is answered. In the mode 2 nothing is said to it. */
ask(q,mode,put,button,give){
const [,,c,,,kind,shown]=q,box=put("div","",kind=="f"?"s":""),how={m:"all",o:"order",p:"match"}[kind];
if(how)put("p",words[how],"",box);
const field=(tag,text,cls)=>{
const row=put("label","",cls,box);
put("span",text,"",row);
return put(tag,"","",row);
};
const tick=(type,text,name,into)=>{
const row=put("label","","k",into||box),e=put("input","","",row);
e.type=type;
e.name=name;
put("span",text,"",row);
return e;
};
const typed=(text,mode)=>{
const e=field("input",text,"l");
e.autocomplete="off";
e.maxLength=200;
if(mode)e.inputMode=mode;
return e;
};
const ticked=all=>all.map((e,i)=>e.checked?i:-1).filter(i=>i>=0);
let get;
if(kind=="m"){
const all=c.map(each=>tick("checkbox",each[0],""));
get=()=>ticked(all).length?ticked(all):null;
}else if(kind=="t"){
const all=c.map((each,i)=>{
const set=put("fieldset","","",box);
put("legend",each[0],"",set);
return [1,0].map(yes=>tick("radio",yes?words.true:words.false,"t"+i,set));
});
get=()=>all.every(([yes,no])=>yes.checked||no.checked)?ticked(all.map(([yes])=>yes)):null;
}else if(kind=="o"){
const order=[...shown],list=put("div","","",box);
const draw=(at,by)=>{
list.textContent="";
order.forEach((i,place)=>{
const row=put("div","","k",list);
put("span",place+1+". "+c[i][0],"",row);
[[-1,"↑",words.up],[1,"↓",words.down]].forEach(([step,sign,name])=>{
const e=put("button",sign,"c",row);
e.setAttribute("aria-label",name+": "+c[i][0]);
e.disabled=!(place+step in order);
e.onclick=()=>{
order.splice(place+step,0,order.splice(place,1)[0]);
draw(place+step,step);
};
if(place===at&&!e.disabled&&(step===by||!(at+by in order)))e.focus();
});
});
};
draw();
get=()=>order;
}else if(kind=="p"){
const all=c.filter(each=>each[3]).map(each=>{
const e=field("select",each[0],"l");
["",...shown].forEach(i=>{put("option",i===""?words.pick:c[i][4],"",e).value=i});
return e;
});
get=()=>all.every(e=>e.value)?all.map(e=>+e.value):null;
}else{
const all=kind=="f"?c.map(each=>typed(each[0])):[typed(words.one,kind=="n"?"decimal":"")];
get=()=>{
const given=all.map(e=>e.value.trim());
return given.some(text=>text)?kind=="f"?given:given[0]:null;
};
}
const state=put("p","");
state.setAttribute("role","alert");
const done=button(words.give,()=>{
const a=get();
if(a==null){
state.textContent=words.open;
return;
}
[box,state,done].forEach(e=>e.remove());
give(a,words.said+" "+kinds.words(q,a).join("; "),...(mode==2?[[]]:kinds.told(q,a)));
});
}
};
