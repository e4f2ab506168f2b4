/* Notes of a meeting on a phone: what is typed and ticked goes through the phone's outbox, stands on the page at
   once, and arrives once, with or without network. Without this script the forms are sent as they are. */
"use strict";
(() => {
  const part = document.querySelector("[data-notes]");
  const phone = window.lop520;
  if (!part || !phone) return;
  const words = part.dataset;
  const url = words.notes;
  const status = part.querySelector("[data-status]");
  const waiting = new Map(); // what is not answered yet: the note by its id
  const lines = new Map(); // where a note stands, by its id

  const say = (text) => { status.textContent = text; };
  const boxOf = (followUp) => part.querySelector(`input[name="done"][value="${Number(followUp)}"]`);

  function nameOf(person) {
    const choice = person && part.querySelector(`select[name="person"] option[value="${Number(person)}"]`);
    return choice ? choice.textContent : words.everybody;
  }

  /* Shows a note that the server did not yet know when it drew the page. */
  function show(id, note, text) {
    if (note.kind === "done") {
      const box = boxOf(note.follow_up);
      if (box) box.checked = note.done;
      return;
    }
    const list = part.querySelector(`[data-list="${note.kind}"]`);
    const nothing = list.parentElement.querySelector("[data-nothing]");
    const line = lines.get(id) || list.appendChild(document.createElement("li"));
    lines.set(id, line);
    line.className = "meeting-new";
    line.textContent = `${note.words} – ${note.kind === "agreed" ? `${nameOf(note.person)} – ` : ""}`;
    line.appendChild(document.createElement("b")).textContent = text;
    if (nothing) nothing.hidden = true;
  }

  function hand(note) {
    const id = phone.uuid();
    waiting.set(id, note);
    show(id, note, words.unsent);
    phone.put({ id, url, body: Object.assign({ id, at: new Date().toISOString() }, note) });
  }

  function heard(id, note, answer) {
    if (answer.state === "kept") {
      show(id, note, words.sent);
      say(note.kind === "done" ? words.sent : "");
    } else {
      show(id, note.kind === "done" ? Object.assign({}, note, { done: !note.done }) : note, words.refused);
      say(answer.status >= 400 ? `${words.refused}: ${phone.said(answer)}` : phone.said(answer));
    }
  }

  addEventListener("lop520-answer", ({ detail: { id, answer } }) => {
    const note = waiting.get(id);
    if (!note || !answer.over) return;
    waiting.delete(id);
    heard(id, note, answer);
  });
  part.addEventListener("submit", (event) => {
    const form = event.target;
    const kind = form.dataset.note;
    if (!kind) return;
    event.preventDefault();
    if (kind === "done") {
      phone.flush();
      return;
    }
    const text = form.querySelector("[data-words]");
    const person = form.elements.namedItem("person");
    if (!text.value.trim()) return;
    hand(Object.assign({ kind, words: text.value.trim() }, person ? { person: Number(person.value) || null } : {}));
    form.reset();
  });
  part.addEventListener("change", ({ target }) => {
    if (target.name !== "done") return;
    hand({ kind: "done", follow_up: Number(target.value), done: target.checked });
    say(words.unsent);
  });

  (async () => {
    for (const answer of await window.gathering.answered(url, words.drawn)) show(answer.at, answer, words.sent);
    for (const { id, body } of await window.gathering.waiting(url)) {
      waiting.set(id, body);
      show(id, body, words.unsent);
    }
  })();
})();
