// Copies the ready text at one tap. Without it the text is marked and copied by hand.
"use strict";

const row = document.getElementById("copy");
if (row && navigator.clipboard) {
  row.hidden = false;
  const button = row.querySelector("[data-copy]");
  const told = row.querySelector("[data-copied]");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    told.textContent = told.dataset.copied;
  });
}
