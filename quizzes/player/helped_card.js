/* While somebody helps others to learn, a card that the phone's own camera opens leads back to the page of helping,
   if it is the card of one of her people; with or without a network. */
if(location.pathname==="/c")(async()=>{
  const field=document.querySelector("#card [name=token]"),helping=await lop520.value("helping");
  if(!helping||helping.until<Date.now()||helping.helper!==await lop520.who())return;
  const mark=(await lop520.cardMark("/c#"+(location.hash.slice(1)||field&&field.value))||"").slice(0,16);
  if(helping.cards.includes(mark))location.replace(helping.path+"#card-"+mark);
})();
