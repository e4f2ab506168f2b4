/* What the last right PIN of a person was turned into is kept with her ("lock"), so that she can come without a network
   (pins.js makes and tries it). Before the server has said that the PIN was right it is only "typed". */

/* Hears from the server which PINs are still good here: who changed or lost hers, whose card was voided, whose phone
   was revoked has no lock any more. A borrowed phone forgets whom the server has forgotten on it. */
const heed=async()=>{
  const typed=await value("typed"),people=await all("people"),who=await here;
  if(!typed&&!people.some(each=>each.lock||each.who!==who&&each.kind==="borrowed"))return;
  try{
    const said=await (await fetchIn(20,"/account/here")).json(),changes=[["values",null,"typed"]];
    for(const person of people){
      const known=said.people.find(each=>each.who===person.who)||{},right=typed&&typed.who===person.who&&typed.mark===said.mark;
      if(!known.who&&person.who!==said.who&&person.kind==="borrowed")await forget(person.who);
      else if(right&&known.pin)changes.push(["people",Object.assign({},person,{lock:Object.assign(typed.lock,{pin:known.pin}),tries:0})]);
      else if(person.lock&&person.lock.pin!==known.pin)changes.push(["people",Object.assign({},person,{lock:null})]);
    }
    await change(changes);
  }catch(e){} /* no network, or another one's answer */
};
