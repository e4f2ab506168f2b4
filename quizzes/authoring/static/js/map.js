/* A map that is wider than its box opens where the story begins. Without script it opens at its left edge. */
window.showStart = (box) => {
  const start = box.querySelector(".map-start");
  if (!start) return;
  const [inner, outer] = [start.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
};
document.querySelectorAll(".map").forEach(showStart);
