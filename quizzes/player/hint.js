/* A hint: behind a tap. */
const hints=(put,text)=>{
const box=put("details","");
put("summary",words.hint,"",box);
put("p",text,"",box);
};
