// A button that prints the page; without script the browser's own menu does.
const button = document.getElementById("print-card");
button.hidden = false;
button.addEventListener("click", () => window.print());
