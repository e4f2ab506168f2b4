/* Keeps a lesson as it is typed, and shows beside it what is wrong and how it looks. Without script the buttons of
   the form do the same. */
(() => {
  const form = document.getElementById("lesson");
  const { text, revision } = form.elements;
  const look = document.getElementById("look");
  const state = document.getElementById("saved");
  const PAUSE = 900, AGAIN = 5000, SIGNED_OUT = 15000;
  let timer, saved = text.value, busy = false, stopped = false;

  const tell = (sentence) => { state.textContent = sentence; };
  const later = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };

  const save = async () => {
    if (busy) return later(PAUSE);
    busy = true;
    const sent = text.value;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
      take(answer.status, sent, await answer.json().catch(() => ({})));
    } catch (error) {
      tell(form.dataset.lost);
      later(AGAIN);
    }
    busy = false;
  };

  const take = (status, sent, said) => {
    if (status === 200) {
      saved = sent;
      revision.value = said.revision;
      look.innerHTML = said.look;
      tell(said.saved);
    } else if (status === 401) {
      tell(form.dataset.expired);
      later(SIGNED_OUT);
    } else {
      stopped = Boolean(said.conflict); /* both texts are shown when the form is sent */
      tell(said.error || form.dataset.lost);
    }
  };

  const goTo = (number) => {
    const lines = text.value.split("\n");
    const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[number - 1] || "").length);
    text.scrollTop = Math.max(0, (text.scrollHeight / lines.length) * (number - 4));
  };

  text.addEventListener("input", () => {
    if (stopped) return;
    tell(form.dataset.unsaved);
    later(PAUSE);
  });
  look.addEventListener("click", (event) => {
    const finding = event.target.closest("[data-line]");
    if (!finding) return;
    event.preventDefault();
    goTo(Number(finding.dataset.line));
  });
  form.addEventListener("submit", () => { clearTimeout(timer); saved = text.value; });
  const line = /^#line-(\d+)$/.exec(location.hash);
  if (line) goTo(Number(line[1]));
  addEventListener("online", () => text.value !== saved && later(0));
  addEventListener("beforeunload", (event) => text.value !== saved && event.preventDefault());
})();
