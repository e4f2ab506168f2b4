/* What player.js needs to ask a list of questions, to practise (k = 1) or for orientation (k = 2): the head of a
   question, what is said to a choice (to orientation nothing), and the lessons named at the end. */
const list={
head:(s,n)=>s[n][4]==null?words.ask+" "+(n+1)+"/"+(s.length-1):words.done,
said(k,[,why,,worse]){
const word=worse?words.no:words.yes;
return k==2?[]:[(worse?"✗ ":"✓ ")+(why.startsWith(word.slice(0,-1))?"":word+" ")+why,"note "+(worse?"bad":"good")];
},
end(k,s,path,differ,put,link){
const lessons=steps=>[...new Set(steps.map(([n])=>s[n][3]))].filter(n=>n),care=lessons(differ);
const name=(title,numbers)=>{
if(!numbers.length)return;
put("h4",title);
const all=put("ul","");
numbers.sort((a,b)=>a-b).forEach(n=>link(put("li","","",all),n));
};
if(k==1)put("p",words.score+" "+(path.length-differ.length)+"/"+path.length,"call");
name(k==1?words.read:words.care,care);
if(k==2)name(words.known,lessons(path).filter(n=>!care.includes(n)));
}
};
