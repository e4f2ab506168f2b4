/* Learning together: one phone serves people in turn. Each is known by her card or her name, the helper says that it
   is she and how she learns, and what she does is kept under her name, by the helper's key. Nothing here needs a
   network once the page is kept. */
"use strict";
(async () => {
  const page = document.getElementById("helping");
  const phone = window.lop520;
  if (!page || !phone) return;
  const words = page.dataset;
  const isTest = "test" in words;
  const HOURS = 6; // for so long a card that is scanned by the phone's own camera leads back here
  const find = (name) => page.querySelector(`[data-${name}]`);
  const { forms } = JSON.parse(find("forms").textContent);
  const people = Array.from(page.querySelectorAll("[data-person]"));
  const helper = await phone.who();
  const book = `helped:${helper}:${words.step}`;
  let turn = null; // who learns now, at which step of her own edition: {who, step, name, mode}

  const nameOf = (button) => button.querySelector("[data-name]").textContent;
  const say = (text) => { find("said").textContent = text; };

  function show(name) {
    page.querySelectorAll("[data-part]").forEach((part) => { part.hidden = part.dataset.part !== name; });
    scrollTo(0, 0);
  }

  /* What was handed in here, the latest of each person: {id, who, at}. */
  const handed = async () => (await phone.value(book)) || [];

  async function note(id, who) {
    const others = (await handed()).filter((each) => each.who !== who);
    await phone.setValue(book, others.concat({ id, who, at: Date.now() }));
  }

  function stateOf(who, last, waiting, receipt) {
    if (last && waiting) return words.waiting;
    if (last && receipt) return phone.said(receipt.answer);
    return isTest && !forms[who] ? words.none : "";
  }

  async function tell() {
    const [all, outbox, receipts] = [await handed(), await phone.all("outbox"), await phone.all("receipts")];
    people.forEach((button) => {
      const who = Number(button.dataset.person);
      const last = all.find((each) => each.who === who);
      const waiting = last && outbox.some((entry) => entry.id === last.id);
      const receipt = last && receipts.find((row) => row.id === last.id);
      const used = isTest && (!forms[who] || (last && last.id === forms[who].form));
      button.disabled = used;
      button.parentNode.querySelector("[data-state]").textContent = stateOf(who, last, waiting, receipt);
    });
  }

  /* She is known: the helper looks at her and says that it is she. */
  function ask(button) {
    turn = { who: Number(button.dataset.person), step: Number(button.dataset.step), name: nameOf(button) };
    say("");
    find("asked").textContent = words.is.replace("{name}", turn.name);
    show("confirm");
    find("asked").focus();
  }

  function askByCard(mark) {
    const button = people.find((each) => each.dataset.card === mark);
    if (!button) return words.stranger;
    if (button.disabled) return `${nameOf(button)}: ${button.parentNode.querySelector("[data-state]").textContent}`;
    document.querySelector("[data-stop]").click();
    ask(button);
    return nameOf(button);
  }

  function start(mode) {
    turn.mode = mode;
    find("learner").textContent = words.at.replace("{name}", turn.name);
    show("play");
    if (isTest) return sheet(forms[turn.who]);
    page.querySelector("[data-ex] form").dispatchEvent(new Event("submit", { cancelable: true }));
  }

  function sheet(form) {
    const box = find("questions");
    box.textContent = "";
    find("handed").textContent = find("missing").textContent = "";
    find("sheet").hidden = false;
    form.order.forEach((scene, number) => {
      const asked = page.querySelector(`[data-asked="${form.version}.${scene}"]`).content.cloneNode(true);
      asked.querySelector("[data-number]").textContent = `${number + 1}. `;
      box.append(asked);
    });
    window.arrange(box, find("sheet").dataset);
  }

  function handSheetIn(event) {
    event.preventDefault();
    const { form, order, started } = forms[turn.who];
    const asked = Array.from(find("questions").children);
    const path = order.map((scene, number) => [scene, window.answering(asked[number])]);
    const open = path.findIndex((step) => step[1] === null);
    if (open >= 0) {
      find("missing").textContent = find("unanswered").content.textContent.replace("{number}", open + 1);
      asked[open].querySelector("input, select, button").focus();
      return;
    }
    const done = find("handed");
    find("sheet").hidden = true;
    done.textContent = "";
    phone.handIn({ id: form, form, started_at: started, path }, `form:${form}`, words.title, (answer) => {
      if (turn && forms[turn.who] && forms[turn.who].form === form) done.textContent = answer.status ? phone.said(answer) : words.waiting;
    });
  }

  /* The player keeps and hands in for whoever it is told; here that is whose turn it is. */
  const handIn = phone.handIn;
  phone.who = () => Promise.resolve(turn ? turn.who : helper);
  phone.handIn = async (attempt, play, what, told) => {
    const { who, step, name, mode } = turn;
    await note(attempt.id, who);
    return handIn(Object.assign({}, attempt, { who, step, mode }), play, `${what} – ${name}`, told);
  };

  function toPeople() {
    turn = null;
    show("people");
    tell();
  }

  const search = find("search");
  if (search) {
    search.hidden = false;
    search.addEventListener("input", ({ target }) => {
      people.forEach((button) => { button.parentNode.hidden = !phone.folded(nameOf(button)).includes(phone.folded(target.value)); });
    });
  }

  people.forEach((button) => button.addEventListener("click", () => ask(button)));
  page.querySelectorAll("[data-mode]").forEach((button) => button.addEventListener("click", () => start(button.dataset.mode)));
  find("back").addEventListener("click", toPeople);
  find("next").addEventListener("click", toPeople);
  find("end").addEventListener("click", async () => {
    await phone.setValue("helping");
    location.assign("/helping");
  });
  if (isTest) find("sheet").addEventListener("submit", handSheetIn);
  document.addEventListener("card", ({ detail }) => detail.say(detail.mark ? askByCard(detail.mark.slice(0, 16)) : words.noCard));
  addEventListener("lop520-answer", tell);

  const cards = people.map((each) => each.dataset.card).filter(Boolean);
  await phone.setValue("helping", { helper, path: location.pathname + location.search, cards, until: Date.now() + HOURS * 36e5 });
  await tell();
  const byCamera = /^#card-([0-9a-f]{16})$/.exec(location.hash);
  if (byCamera) {
    history.replaceState(null, "", location.pathname + location.search);
    say(askByCard(byCamera[1]));
  }
})();
