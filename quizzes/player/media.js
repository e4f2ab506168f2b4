/* What is to be seen and heard in a scene: it stands in the page, hidden, until the scene is played. */
const media=(box,n,stage)=>{
const all=box.media=box.media||Array.from(box.querySelectorAll("[data-at]"));
all.filter(e=>+e.dataset.at===n).forEach(e=>{
e.hidden=false;
stage.append(e);
});
};
