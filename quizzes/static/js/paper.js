/* Results from paper, with or without a network: each line is looked over as far as this page knows the paper, kept on
   the phone, and sent once. Without this script the form is sent as it is, all lines together. */
"use strict";
(async () => {
  const phone = window.lop520;
  const form = document.querySelector("form[data-send]");
  const offered = document.querySelector("[data-papers]");
  if (phone && offered) await offerPapers();
  if (!phone || !form) return;
  const { send, title, drawn } = form.dataset;
  const { words, story, sheet, sheets } = JSON.parse(form.querySelector("[data-known]").textContent);
  const book = `paper:${await phone.who()}:${send}`;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const BETWEEN = /[\s,.;:\-–/|]/g;
  const rows = Array.from(form.querySelectorAll("[data-person]")).map((box) => ({
    box,
    who: Number(box.dataset.person),
    name: box.querySelector("[data-name]").textContent,
    input: box.querySelector("input"),
    said: box.querySelector("[data-said]"),
    problem: box.querySelector("[data-problem]"),
  }));

  const filled = (text, values) => text.replace(/%\((\w+)\)[sd]/g, (_all, name) => values[name]);
  const wrong = (name, values) => filled(words[name], values || {});
  const today = () => new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10); // in Vietnam
  const lettersOf = (text) => phone.folded(text).toUpperCase().replace(BETWEEN, "");

  function alongStory(answers, check) {
    let here = story[0];
    for (const letter of answers) {
      const [scene, ending, ways] = here;
      if (ending) return wrong("over", { scene });
      if (LETTERS.indexOf(letter) >= ways.length) return wrong("choice", { scene, letter });
      here = story[ways[LETTERS.indexOf(letter)]];
    }
    if (!here[1]) return wrong("stops", { scene: here[0] });
    return here[1] === check ? "" : wrong("check", { letter: check });
  }

  const signsOf = (part) => phone.folded(part).toUpperCase().replace(/[\s,.:/]/g, "");

  /* Where not every question is answered by a letter: the parts of a line, of which each has its pattern. */
  const isParted = (each) => each[1].some(Array.isArray);

  function partsOf(text) {
    const parts = (text.includes(";") ? text.split(";") : text.split(/\s+/)).map((part) => part.trim());
    while (parts.length && !parts[parts.length - 1]) parts.pop();
    return parts;
  }

  const isOdd = ([pattern, asTyped], part) => !new RegExp(`^(?:${pattern})$`, "u").test(asTyped ? part : signsOf(part));

  function onSheet([mark, counts], answers, check) {
    if (answers.length !== counts.length) return wrong("number", { count: counts.length, given: answers.length });
    const odd = counts.findIndex((count, at) => (
      Array.isArray(count) ? isOdd(count, answers[at]) : LETTERS.indexOf(answers[at]) >= count
    ));
    if (odd >= 0) return wrong("answer", { number: odd + 1, letter: answers[odd] });
    return mark === check ? "" : wrong("check", { letter: check });
  }

  /* One of the sheets of a person. While none of them is open there may be a newer one, which this page does not know:
     then the server looks. */
  function onSheets(hers, answers, check) {
    const fitting = hers.filter(([mark]) => mark === check);
    if (!fitting.length && !hers.some(([, , isOpen]) => isOpen)) return "";
    const problems = (fitting.length ? fitting : hers).map((each) => onSheet(each, answers, check));
    return problems.includes("") ? "" : problems[0];
  }

  /* What is wrong with a line, as far as it can be told here. */
  function problemOf({ who, input }) {
    const hers = story ? [] : sheets ? sheets[who] || [] : [sheet];
    if (hers.some(isParted)) {
      const parts = partsOf(input.value);
      if (parts.length < 2) return wrong("short");
      return onSheets(hers, parts.slice(0, -1), signsOf(parts[parts.length - 1]));
    }
    const letters = lettersOf(input.value);
    const strange = /[^A-Z]/u.exec(letters);
    if (strange) return wrong("sign", { sign: strange[0] });
    if (letters.length < 2) return wrong("short");
    const [answers, check] = [letters.slice(0, -1), letters.slice(-1)];
    if (story) return alongStory(answers, check);
    return sheet ? onSheet(sheet, answers, check) : onSheets(hers, answers, check);
  }

  function refuse(row, text) {
    row.problem.textContent = text;
    row.problem.hidden = !text;
    row.box.classList.toggle("field-wrong", !!text);
    row.input.setAttribute("aria-invalid", String(!!text));
  }

  /* What was typed here, the latest line of each person: {id, who, text, on}. It is noted before the line is handed to
     the outbox, so that it is here or there whatever happens in between. */
  const typed = async () => (await phone.value(book)) || [];

  async function note(who, line) {
    const others = (await typed()).filter((each) => each.who !== who);
    await phone.setValue(book, line ? others.concat(line) : others);
  }

  function tellOf(row, line, waiting, receipt) {
    const answer = receipt && receipt.answer;
    const isRefused = !!answer && answer.status >= 400;
    if (isRefused && !row.input.value) row.input.value = line.text;
    if (isRefused) refuse(row, phone.said(answer));
    if (waiting) row.said.textContent = `${line.text}: ${words.waiting}`;
    else if (answer) row.said.textContent = isRefused ? "" : `${line.text}: ${answer.sentence || phone.said(answer)}`;
  }

  async function tell() {
    const [lines, outbox, receipts] = [await typed(), await phone.all("outbox"), await phone.all("receipts")];
    for (const line of lines) {
      const row = rows.find((each) => each.who === line.who);
      const has = (each) => each.id === line.id;
      if (row) tellOf(row, line, outbox.some(has), receipts.find(has));
    }
  }

  async function keep(row, on) {
    const text = row.input.value.trim().toUpperCase();
    const line = { id: phone.uuid(), who: row.who, text, on };
    await note(row.who, line);
    row.input.value = "";
    row.said.textContent = `${text}: ${words.waiting}`;
    hand(line, row);
  }

  const answersIn = (text) => (text.includes(";") ? partsOf(text) : lettersOf(text)).length - 1;

  function hand(line, row) {
    phone.put({ id: line.id, url: send, body: line, answers: answersIn(line.text), what: `${title} – ${row.name}` });
  }

  /* A line that was noted and never reached the outbox is handed to it now. */
  async function goOn() {
    const [outbox, receipts] = [await phone.all("outbox"), await phone.all("receipts")];
    for (const line of await typed()) {
      const row = rows.find((each) => each.who === line.who);
      if (row && !outbox.concat(receipts).some((each) => each.id === line.id)) hand(line, row);
    }
  }

  function dayProblem(on) {
    if (!on) return words.day;
    return on > today() ? words.future : "";
  }

  const search = form.querySelector("[data-search] input");

  function filter() {
    const asked = search ? phone.folded(search.value) : "";
    rows.forEach(({ box, name }) => { box.hidden = !phone.folded(name).includes(asked); });
  }

  function showAll() {
    if (search) search.value = "";
    filter();
  }

  if (search) {
    search.closest("[data-search]").hidden = false;
    search.addEventListener("input", filter);
    search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    showAll();
    const day = form.elements.namedItem("on");
    const summary = (name, text) => { form.querySelector(`[data-summary${name}]`).textContent = text; };
    summary("", "");
    summary("-wrong", dayProblem(day.value));
    if (dayProblem(day.value)) {
      day.focus();
      return;
    }
    const lines = rows.filter(({ input }) => input.value.trim());
    for (const row of rows) {
      if (!lines.includes(row) && !row.problem.hidden) await note(row.who, null);
      refuse(row, lines.includes(row) ? problemOf(row) : "");
    }
    const odd = lines.filter(({ problem }) => !problem.hidden);
    const good = lines.filter(({ problem }) => problem.hidden);
    for (const row of good) await keep(row, day.value);
    if (good.length) summary("", filled(words.taken, { count: good.length }));
    if (!odd.length) return;
    summary("-wrong", filled(words.odd, { count: odd.length }));
    odd[0].input.focus();
  });
  addEventListener("lop520-answer", tell);

  const day = form.elements.namedItem("on");
  if (drawn < today() && day.value === drawn) day.value = today();
  await goOn();
  await tell();

  /* Where the code is asked for: the papers whose pages this phone keeps, so that nothing need be typed. What is typed
     is put as it is printed: under that address the page is kept. */
  async function offerPapers() {
    const code = document.getElementById("code");
    code.form.addEventListener("submit", () => {
      const signs = code.value.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/[IL]/g, "1");
      if (signs) code.value = `${signs.slice(0, -1)}-${signs.slice(-1)}`;
    });
    const cache = window.caches && await caches.open(`lop520-for-${await phone.who()}`);
    for (const request of cache ? await cache.keys() : []) {
      const url = new URL(request.url);
      if (url.pathname !== location.pathname || !url.searchParams.has("code")) continue;
      const kept = await (await cache.match(request, { ignoreVary: true })).text();
      const link = offered.querySelector("ul").appendChild(document.createElement("li")).appendChild(document.createElement("a"));
      link.href = url.pathname + url.search;
      link.textContent = `${new DOMParser().parseFromString(kept, "text/html").querySelector("h1").textContent} (${url.searchParams.get("code")})`;
      offered.hidden = false;
    }
  }
})();
