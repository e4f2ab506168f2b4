/* Lessons that people read in the booklet, with or without a network: each box goes through the phone's outbox under an
   id made of person and lesson, so that it arrives once. Without this script the form saves all boxes together. */
"use strict";
(async () => {
  const phone = window.lop520;
  const form = document.querySelector("form.on-paper");
  if (!phone || !form) return;
  const { title, first, drawn } = form.dataset;
  const words = JSON.parse(form.querySelector("[data-words]").textContent);
  const day = form.elements.namedItem("on");
  const find = (name) => form.querySelector(`[data-${name}]`);
  const filled = (text, values) => text.replace(/%\((\w+)\)[sd]/g, (_all, name) => values[name]);
  const today = () => new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10); // in Vietnam
  const readers = Array.from(form.querySelectorAll("[data-person]")).map((box) => ({
    box,
    who: Number(box.dataset.person),
    name: box.querySelector("[data-name]").textContent,
    lessons: Array.from(box.querySelectorAll("[data-step]:enabled")),
    all: box.querySelector("[data-all]"),
    heard: new Map(), // what became of each lesson that was entered here: null while it waits
  }));

  const hex = (number, length) => number.toString(16).padStart(length, "0");
  const idOf = (who, lesson) => `${hex(who, 8)}-0520-4000-8000-${hex(Number(lesson.dataset.step), 12)}`;
  const isNo = (answer) => !!answer && answer.status >= 400;

  function tell({ box, lessons, all, heard }) {
    const numbers = (state) => lessons.filter((each) => heard.has(each) && state(heard.get(each))).map((each) => each.value).join(", ");
    const waiting = numbers((answer) => !answer);
    const kept = numbers((answer) => answer && answer.state === "kept");
    const other = Array.from(heard.values()).find((answer) => answer && answer.state !== "kept" && !isNo(answer));
    const odd = lessons.find((each) => isNo(heard.get(each)));
    lessons.forEach((each) => { if (heard.has(each)) each.checked = each.disabled = !isNo(heard.get(each)); });
    if (all) all.checked = all.disabled = lessons.every((each) => each.disabled);
    box.querySelector("[data-said]").textContent = [
      waiting && filled(words.waiting, { numbers: waiting }), kept && filled(words.kept, { numbers: kept }), other && phone.said(other),
    ].filter(Boolean).join(" ");
    const problem = box.querySelector("[data-problem]");
    problem.textContent = odd ? filled(words.odd, { number: odd.value, problem: phone.said(heard.get(odd)) }) : "";
    problem.hidden = !odd;
  }

  function hand(reader, lesson) {
    const { who, name, heard } = reader;
    const id = idOf(who, lesson);
    heard.set(lesson, null);
    phone.put({ id, url: `/learn/steps/${lesson.dataset.step}/done`, body: { id, who, mode: "paper", on: day.value }, what: `${title} – ${name}` });
  }

  function dayProblem() {
    if (!day.value) return words.day;
    if (day.value > today()) return words.future;
    return day.value < first ? words.past : "";
  }

  const search = form.querySelector("[data-search] input");

  function filter() {
    const asked = search ? phone.folded(search.value) : "";
    readers.forEach(({ box, name }) => { box.hidden = !phone.folded(name).includes(asked); });
  }

  if (search) {
    search.closest("[data-search]").hidden = false;
    search.addEventListener("input", filter);
    search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }
  form.addEventListener("change", ({ target }) => {
    const reader = readers.find(({ all }) => all && all === target);
    if (reader) reader.lessons.forEach((each) => { each.checked = target.checked || each.disabled; });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find("summary").textContent = "";
    find("wrong").textContent = dayProblem();
    if (dayProblem()) {
      day.focus();
      return;
    }
    let count = 0;
    for (const reader of readers) {
      const ticked = reader.lessons.filter((each) => each.checked && !each.disabled);
      ticked.forEach((each) => hand(reader, each));
      count += ticked.length;
      tell(reader);
    }
    find("summary").textContent = count ? filled(words.taken, { count }) : words.none;
  });
  addEventListener("lop520-answer", ({ detail: { id, answer } }) => {
    if (!answer.over) return;
    for (const reader of readers) {
      const lesson = reader.lessons.find((each) => idOf(reader.who, each) === id);
      if (lesson) reader.heard.set(lesson, answer);
      if (lesson) tell(reader);
    }
  });

  if (day.value === day.defaultValue && day.value < today()) day.value = today();
  const waiting = new Set((await phone.all("outbox")).map((each) => each.id));
  const answers = new Map((await phone.all("receipts")).filter((each) => Date.parse(each.at) > Date.parse(drawn)).map((each) => [each.id, each.answer]));
  for (const reader of readers) {
    for (const lesson of reader.lessons) {
      const id = idOf(reader.who, lesson);
      if (waiting.has(id) || answers.has(id)) reader.heard.set(lesson, waiting.has(id) ? null : answers.get(id));
    }
    tell(reader);
  }
})();
