/* Puts the marks of a lesson where the cursor stands. Without script the marks are typed as the help beside them says. */
(() => {
  const bar = document.getElementById("toolbar");
  const text = document.getElementById("text");
  bar.hidden = false;

  /* As if it had been typed, so that the browser's own undo takes it back. */
  const put = (start, end, words, from, to) => {
    text.focus();
    text.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words);
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    text.setSelectionRange(start + from, start + to);
  };
  const chosen = () => text.value.slice(text.selectionStart, text.selectionEnd);

  const wrap = (mark) => {
    const words = chosen() || "…";
    put(text.selectionStart, text.selectionEnd, mark + words + mark, mark.length, mark.length + words.length);
  };
  const link = (before, address) => {
    const words = chosen();
    const mark = `${before}${words}](${address})`;
    put(text.selectionStart, text.selectionEnd, mark, before.length, before.length + words.length);
  };
  const lines = (mark) => {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const next = text.value.indexOf("\n", text.selectionEnd);
    const end = next < 0 ? text.value.length : next;
    const words = text.value.slice(start, end).split("\n").map((line) => mark + line).join("\n");
    put(start, end, words, words.length, words.length);
  };
  const block = (words) => {
    const at = text.selectionEnd;
    const before = text.value.slice(0, at);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const mark = words.indexOf("…");
    put(at, at, `${gap}${words}\n`, gap.length + mark, gap.length + mark + 1);
  };

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { wrap: mark, line, block: words, link: address } = button.dataset;
    if (mark) wrap(mark);
    if (line) lines(line);
    if (words) block(words);
    if (address) link("[", address);
  });
  bar.addEventListener("change", (event) => {
    if (!event.target.value) return;
    link("![", event.target.value);
    event.target.value = "";
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "b" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    wrap("**");
  });
})();
