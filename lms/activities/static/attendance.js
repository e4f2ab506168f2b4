/* Attendance of a half-day on a phone: each tick and each scanned card goes through the phone's outbox and arrives
   once, with or without network. Without this script the form saves all ticks together. */
"use strict";
(() => {
  const form = document.querySelector("form[data-send]");
  const phone = window.lop520;
  if (!form || !phone) return;
  const words = form.dataset;
  const url = words.send;
  const halfDay = Number(words.halfDay);
  const status = form.querySelector("[data-status]");
  const search = document.getElementById("words");
  const waiting = new Map(); // what is not answered yet: the ticks by the id they are sent under

  const boxes = (more) => Array.from(form.querySelectorAll(`input[name="present"]${more || ""}`));
  const boxOf = (entry) => boxes(`[value="${Number(entry)}"]`)[0];
  const nameOf = (box) => box.closest("li").querySelector("[data-name]").textContent;
  const awaited = (entry) => Array.from(waiting.values()).some((ticks) => ticks.some((tick) => tick.entry === entry));

  function set(entry, present) {
    const box = boxOf(entry);
    if (box) box.checked = present;
  }

  function say(text) {
    const came = words.came.replace("{came}", boxes(":checked").length);
    const left = Array.from(waiting.values()).reduce((sum, ticks) => sum + ticks.length, 0);
    status.textContent = [text, came, left ? words.waiting.replace("{number}", left) : words.saved].filter(Boolean).join(" ");
  }

  function take(taken, way) {
    const ticks = taken.map((box) => ({
      id: phone.uuid(),
      entry: Number(box.value),
      person: Number(box.closest("li").dataset.person) || null,
      present: box.checked,
      way,
      taken_at: new Date().toISOString(),
    }));
    const id = phone.uuid();
    waiting.set(id, ticks);
    phone.put({ id, url, count: ticks.length, body: { id, half_day: halfDay, ticks } });
    say();
  }

  /* The answer says who is there as it stands on the server: another phone may have known better. */
  function heard(ticks, answer) {
    let text = "";
    if (answer.state === "kept") {
      ticks.forEach(({ entry, present }) => {
        const stands = answer.present[entry];
        if (awaited(entry) || stands === present) return;
        set(entry, stands);
        text = words.otherwise.replace("{name}", nameOf(boxOf(entry)));
      });
    } else if (answer.status >= 400) {
      ticks.forEach(({ entry, present }) => awaited(entry) || set(entry, !present));
      text = `${words.refused}: ${phone.said(answer)}`;
    } else {
      text = phone.said(answer);
    }
    say(text);
  }

  function scanned(mark) {
    if (!mark) return words.noCard;
    const row = form.querySelector(`li[data-card="${mark.slice(0, 16)}"]`);
    if (!row) return words.stranger;
    const box = row.querySelector('input[name="present"]');
    if (box.checked) return words.already.replace("{name}", nameOf(box));
    box.checked = true;
    take([box], "card");
    return words.there.replace("{name}", nameOf(box));
  }

  function filter() {
    const asked = phone.folded(search.value);
    boxes().forEach((box) => { box.closest("li").hidden = !phone.folded(nameOf(box)).includes(asked); });
    form.querySelectorAll(".seats").forEach((list) => {
      list.hidden = list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
    });
  }

  form.classList.add("attendance-live");

  /* A page that was kept before the day says on the day no longer that it is still to come. */
  const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10); // in Vietnam
  document.querySelectorAll("[data-before]").forEach((line) => { line.hidden = today >= line.dataset.before; });

  addEventListener("lop520-answer", ({ detail: { id, answer } }) => {
    const ticks = waiting.get(id);
    if (!ticks || !answer.over) return;
    waiting.delete(id);
    heard(ticks, answer);
  });
  form.addEventListener("change", ({ target }) => target.name === "present" && take([target], "ticked"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const all = event.submitter ? event.submitter.name === "all" : document.activeElement.name === "all";
    const absent = all ? boxes(":not(:checked)").filter((box) => !box.closest("li").hidden) : [];
    absent.forEach((box) => { box.checked = true; });
    if (absent.length) take(absent, "ticked");
    else phone.flush().then(() => say());
  });
  document.addEventListener("card", ({ detail }) => detail.say(scanned(detail.mark)));
  search.addEventListener("input", filter);
  search.form.addEventListener("submit", (event) => navigator.onLine || event.preventDefault());

  (async () => {
    for (const answer of await window.gathering.answered(url, words.drawn)) {
      if (answer.half_day === halfDay) Object.keys(answer.present).forEach((entry) => set(entry, answer.present[entry]));
    }
    for (const { id, body } of await window.gathering.waiting(url)) {
      if (body.half_day !== halfDay) continue;
      waiting.set(id, body.ticks);
      body.ticks.forEach(({ entry, present }) => set(entry, present));
    }
    say();
  })();
})();
