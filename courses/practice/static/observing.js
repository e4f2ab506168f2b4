/* Observing practice on a phone: the ticks survive a page that was closed, the result is shown at once and goes
   through the phone's outbox, with or without network. Without this script the form signs by itself. */
"use strict";
(async () => {
  const form = document.querySelector("form[data-send]");
  const phone = window.lop520;
  if (!form || !phone) return;
  const words = form.dataset;
  const find = (name) => form.querySelector(`[data-${name}]`);
  const items = Array.from(form.querySelectorAll("[data-item]"));
  const people = Array.from(form.querySelectorAll("[name='person']"));
  const book = `practice:${await phone.who()}:${words.version}`;
  const nameOf = (radio) => radio.closest("label").querySelector("[data-name]").textContent;
  const markOf = (item) => {
    const chosen = item.querySelector("input:checked");
    return chosen ? chosen.value : "";
  };
  const search = find("search");
  let sent = "";

  function show(part) {
    form.querySelectorAll("[data-part]").forEach((each) => { each.hidden = each.dataset.part !== part; });
    scrollTo(0, 0);
  }

  /* Once somebody is chosen the others make room for the items. */
  function narrow() {
    const chosen = people.find((each) => each.checked);
    people.forEach((each) => { each.closest("label").hidden = !!chosen && each !== chosen; });
    find("other").hidden = !chosen;
    if (search) search.hidden = !!chosen;
  }

  function choose(person) {
    people.forEach((each) => { each.checked = each === person; });
    narrow();
  }

  /* By the rule of the checklist: every must, and so many percent of the others. The server judges again. */
  function passes() {
    const right = (item) => markOf(item) === "right";
    const others = items.filter((item) => !("must" in item.dataset));
    const needed = Math.ceil(others.length * Number(words.share) / 100);
    return items.every((item) => right(item) || !("must" in item.dataset)) && others.filter(right).length >= needed;
  }

  function tell() {
    const open = items.some((item) => !markOf(item));
    find("verdict").hidden = open;
    find("verdict").textContent = passes() ? words.passed : words.failed;
  }

  /* What is ticked so far is kept under her name until it is signed. */
  function keep() {
    const person = people.find((each) => each.checked);
    phone.write(book, { person: person ? person.value : "", marks: items.map(markOf), note: form.elements.note.value });
  }

  function restore(kept) {
    choose(people.find((each) => each.value === kept.person));
    items.forEach((item, number) => {
      const radio = item.querySelector(`[value="${kept.marks[number]}"]`);
      if (radio) radio.checked = true;
    });
    form.elements.note.value = kept.note;
  }

  function missing(text, place) {
    find("missing").hidden = !text;
    find("missing").textContent = text;
    if (text) place.focus();
    return text;
  }

  function complete() {
    const open = items.findIndex((item) => !markOf(item));
    if (!people.some((each) => each.checked)) return !missing(words.nobody, people[0]);
    if (open >= 0) return !missing(words.open.replace("{number}", open + 1), items[open].querySelector("input"));
    if (!form.elements.agreed.checked) return !missing(words.agree, form.elements.agreed);
    missing("");
    return true;
  }

  function result(name) {
    const open = items.filter((item) => markOf(item) !== "right");
    const list = find("list");
    list.textContent = "";
    open.forEach((item) => {
      const line = list.appendChild(document.createElement("li"));
      line.textContent = [item.querySelector("[data-text]").textContent, item.dataset.advice].filter(Boolean).join(" – ");
    });
    find("better").hidden = !open.length;
    find("who").textContent = words.chosen.replace("{name}", name);
    find("result").textContent = passes() ? words.passed : words.failed;
    find("said").textContent = "";
    show("done");
    find("who").focus();
  }

  function sign(event) {
    if (form.elements.day.value) return; // from paper: the form goes to the server with its day
    event.preventDefault();
    if (!complete()) return;
    const person = people.find((each) => each.checked);
    const id = sent = phone.uuid();
    const body = {
      id,
      version: Number(words.version),
      person: Number(person.value),
      marks: items.map(markOf),
      mode: form.elements.mode.value,
      note: form.elements.note.value,
      observed_at: new Date().toISOString(),
    };
    result(nameOf(person));
    const what = `${words.title} – ${nameOf(person)}`;
    phone.put({ id, url: words.send, body, what, play: book }, (answer) => {
      if (sent === id) find("said").textContent = answer.status ? phone.said(answer) : words.waiting;
    });
  }

  function scanned(mark) {
    const label = form.querySelector(`label[data-card="${mark.slice(0, 16)}"]`);
    if (!label) return words.stranger;
    const radio = label.querySelector("input");
    choose(radio);
    keep();
    form.querySelector("[data-stop]").click();
    radio.focus();
    return nameOf(radio);
  }

  if (search) {
    search.addEventListener("input", ({ target }) => {
      people.forEach((each) => { each.closest("label").hidden = !phone.folded(nameOf(each)).includes(phone.folded(target.value)); });
    });
  }
  form.addEventListener("change", ({ target }) => {
    if (target.name === "person") choose(target);
    keep();
    tell();
  });
  find("other").addEventListener("click", () => {
    choose(null);
    people[0].focus();
  });
  form.addEventListener("submit", sign);
  find("next").addEventListener("click", () => {
    form.reset();
    narrow();
    sent = "";
    tell();
    show("sheet");
  });
  document.addEventListener("card", ({ detail }) => detail.say(detail.mark ? scanned(detail.mark) : words.noCard));
  const kept = await phone.read(book);
  if (kept) restore(kept);
  narrow();
  tell();
})();
