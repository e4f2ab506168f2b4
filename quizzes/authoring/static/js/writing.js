/* The text of an exercise on the desk: findings and scenes of the map lead to their line, and a picture or sound is put
   below the line where somebody writes. */
(() => {
  const form = document.getElementById("writing");
  const text = form.elements.text;
  const { look } = keepSaved(form);

  const goTo = (number) => {
    const lines = text.value.split("\n");
    const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[number - 1] || "").length);
    text.scrollTop = Math.max(0, (text.scrollHeight / lines.length) * (number - 4));
  };
  const lineOfScene = (number) => {
    const starts = text.value.split("\n").flatMap((line, at) => (line.trim().startsWith("==") ? [at + 1] : []));
    return starts[number - 1] || 1;
  };

  document.querySelectorAll("[data-line-of]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const line = button.dataset.lineOf;
      const from = Math.max(text.selectionStart, text.value.search(/^\s*==/m)); // never into the head
      const end = text.value.indexOf("\n", from);
      const at = end < 0 ? text.value.length : end;
      text.focus();
      text.setRangeText(`\n${line}`, at, at, "end");
      text.setSelectionRange(at + line.length, at + line.length);
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  look.addEventListener("click", (event) => {
    const finding = event.target.closest("[data-line]");
    const scene = event.target.closest(".map-scene");
    if (!finding && !scene) return;
    event.preventDefault();
    goTo(finding ? Number(finding.dataset.line) : lineOfScene(Number(scene.getAttribute("href").split("#scene-")[1])));
  });
})();
