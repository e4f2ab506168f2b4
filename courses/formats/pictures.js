/* Shows a picture in its place when its link is tapped; without it the link opens the picture alone. */
document.querySelectorAll(".pic").forEach(a=>a.onclick=e=>{
const i=new Image;
e.preventDefault();
i.alt=a.querySelector("span").textContent;
i.src=a.href;
a.replaceWith(i);
});
