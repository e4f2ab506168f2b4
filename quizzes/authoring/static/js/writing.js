/* Keeps the text as it is typed, and shows beside it what is wrong and how it plays. Without script the buttons
   of the form do the same. */
(() => {
  const form = document.getElementById("writing");
  const text = form.elements.text;
  const look = document.getElementById("look");
  const state = document.getElementById("saved");
  const PAUSE = 700;
  let timer, sending = false, waiting = null, saved = text.value, stopped = false;

  const path = () => look.querySelector('input[name="path"]')?.value || "";
  const tell = (sentence) => { state.textContent = sentence; };
  const unsaved = () => text.value !== saved;

  const send = async (steps) => {
    if (sending) { waiting = steps; return; }
    sending = true;
    const body = new URLSearchParams({
      text: text.value, language: form.elements.language.value, revision: form.elements.revision.value, path: steps(),
    });
    const sent = text.value;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
      take(answer.status, sent, await answer.json().catch(() => ({})));
    } catch (error) {
      tell(form.dataset.lost);
      later(5000);
    }
    sending = false;
    if (waiting) { const next = waiting; waiting = null; await send(next); }
  };

  const take = (status, sent, said) => {
    if (status === 200) {
      saved = sent;
      form.elements.revision.value = said.revision;
      look.innerHTML = said.look;
      tell(said.saved);
    } else if (status === 401) {
      tell(form.dataset.expired);
      later(15000);
    } else {
      stopped = Boolean(said.conflict); /* both texts are shown when the form is sent */
      tell(said.error || form.dataset.lost);
    }
  };

  const later = (pause) => { clearTimeout(timer); timer = setTimeout(() => send(path), pause); };

  text.addEventListener("input", () => {
    if (stopped) return;
    tell(form.dataset.unsaved);
    later(PAUSE);
  });
  look.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="to"]');
    const finding = event.target.closest("[data-line]");
    if (button && !stopped) {
      event.preventDefault();
      clearTimeout(timer);
      send(() => button.value).then(() => look.querySelector(".stage")?.scrollIntoView({ block: "nearest" }));
    }
    if (finding) {
      event.preventDefault();
      goTo(Number(finding.dataset.line));
    }
  });

  const goTo = (number) => {
    const lines = text.value.split("\n");
    const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[number - 1] || "").length);
    text.scrollTop = Math.max(0, (text.scrollHeight / lines.length) * (number - 4));
  };

  form.addEventListener("submit", () => { saved = text.value; });
  addEventListener("online", () => unsaved() && later(0));
  addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
})();
