/* Shows a picture in the place of its link. It is loaded when somebody asks for it, once, and stays on this phone. */
document.addEventListener("click",async e=>{
  const link=e.target.closest("a.pic");
  if(!link)return;
  e.preventDefault();
  if(link.getAttribute("aria-busy"))return;
  link.setAttribute("aria-busy","true");
  await window.lop520.keep(new URL(link.href).pathname).catch(()=>null);
  const image=new Image();
  image.alt=link.querySelector("span").textContent;
  image.src=link.href;
  link.replaceWith(image);
});
