/* The cards of an exercise: adding, moving, removing and renaming happen here at once; what is written is kept as on
   every desk. Without script the same buttons are answered by the server. */
(() => {
  const script = document.currentScript;
  const form = document.getElementById("writing");
  const cards = document.getElementById("cards");
  const { changed, look, tell } = keepSaved(form);
  const NARROW = matchMedia("(max-width: 40em)");
  const MOST_STEPS = 40;
  const FILLED = ["ordering", "form", "matching"]; /* kinds of questions whose answers are all right */
  let keys = 0;

  const all = () => [...cards.querySelectorAll(".sheet-card[data-key]")];
  const cardOf = (key) => all().find((card) => card.dataset.key === key);
  const fresh = () => `n${++keys}`;
  const made = (id, names) => {
    const html = Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), document.getElementById(id).innerHTML);
    const room = document.createElement("template");
    room.innerHTML = html.trim();
    return room.content.firstElementChild;
  };
  const lists = () => [
    ...cards.querySelectorAll("[data-scenes]"),
    ...["new-card", "new-answer"].flatMap((id) => [...document.getElementById(id).content.querySelectorAll("[data-scenes]")]),
  ];

  /* Steps that can be taken back: the cards as they stood, with what was filled in. Only what differs is written
     down: a box that is written anew, with the same words even, forgets what is selected in it. */
  const shot = () => {
    cards.querySelectorAll("input, textarea, option").forEach((each) => {
      if (each.tagName === "OPTION") each.toggleAttribute("selected", each.selected);
      else if (each.type === "checkbox") each.toggleAttribute("checked", each.checked);
      else if (each.tagName === "TEXTAREA") { if (each.textContent !== each.value) each.textContent = each.value; }
      else if (each.getAttribute("value") !== each.value) each.setAttribute("value", each.value);
    });
    return cards.innerHTML.replaceAll(/ style="[^"]*"/g, ""); /* a box that was drawn larger is no step */
  };
  const folded = (html) => html.replaceAll(' open=""', "");
  const past = [], future = [];
  let now = shot();
  const buttons = { undo: document.querySelector("[data-undo]"), redo: document.querySelector("[data-redo]") };
  const offer = () => { buttons.undo.disabled = !past.length; buttons.redo.disabled = !future.length; };
  const remember = () => {
    const after = shot();
    if (folded(after) === folded(now)) return;
    past.push(now);
    if (past.length > MOST_STEPS) past.shift();
    future.length = 0;
    now = after;
    offer();
  };
  const step = (from, to) => {
    remember();
    if (!from.length) return;
    to.push(now);
    now = from.pop();
    cards.innerHTML = now;
    listScenes();
    offer();
    changed();
  };
  document.querySelector(".cards-undo").hidden = false;
  buttons.undo.addEventListener("click", () => step(past, future));
  buttons.redo.addEventListener("click", () => step(future, past));
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "z" && !event.shiftKey) step(past, future);
    else step(future, past);
  });

  /* Every list of scenes offers those that there are, in their order and by the names they have now. */
  const listScenes = () => {
    const scenes = all().map((card, at) => {
      card.id = `scene-${at + 1}`;
      card.querySelector(".sheet-number").textContent = at + 1;
      card.querySelectorAll("[data-answer]").forEach((answer, place) => {
        const label = answer.querySelector(".only-text label");
        label.textContent = label.textContent.replace(/[0-9]+/, place + 1);
        answer.querySelector(".sheet-moves").setAttribute("aria-label", label.textContent);
      });
      return [card.dataset.key, card.querySelector(".sheet-name").textContent];
    });
    const known = new Map(scenes);
    lists().forEach((list) => {
      const select = list.closest("select");
      const chosen = select.value;
      list.replaceChildren(...scenes.map(([key, name]) => new Option(name, key)));
      [...select.children].filter((each) => each.tagName === "OPTION" && /^[sn]\d/.test(each.value)).forEach((each) => each.remove());
      select.value = /^[sn]\d/.test(chosen) && !known.has(chosen) ? "" : chosen;
      select.parentElement.querySelector(".sheet-goto").hidden = !known.has(select.value);
    });
  };

  const open = (card, focused) => {
    if (!card) return;
    card.open = true;
    (focused || card.querySelector("summary")).focus();
    card.scrollIntoView({ block: "start" });
  };
  const addCard = (after) => {
    const key = fresh();
    const card = made("new-card", { KEY: key });
    if (after) after.after(card); else cards.append(card);
    const number = all().length;
    card.querySelector(`[name="${key}-name"]`).value = script.dataset.name.replace("0", number);
    card.querySelector(".sheet-name").textContent = card.querySelector(`[name="${key}-name"]`).value;
    listScenes();
    return card;
  };
  const addAnswer = (card) => {
    const of = card.dataset.type === "form" ? "Form" : "";
    if (card.querySelectorAll("[data-answer]").length >= Number(script.dataset[`most${of}`])) {
      tell(script.dataset[`full${of}`]);
      return;
    }
    const answer = made("new-answer", { ANSWER: fresh(), KEY: card.dataset.key });
    card.querySelector("[data-answers]").append(answer);
    if (FILLED.includes(card.dataset.type)) answer.querySelector('[name$="-right"]').checked = true;
    answer.querySelector("textarea").focus();
  };
  const move = (thing, up) => {
    const beside = up ? thing.previousElementSibling : thing.nextElementSibling;
    if (beside && beside.id !== "settings") beside[up ? "before" : "after"](thing);
  };
  const remove = (thing) => {
    const beside = thing.previousElementSibling || thing.nextElementSibling;
    const card = thing.parentElement.closest(".sheet-card") || beside;
    thing.remove();
    tell(script.dataset.removed);
    card?.querySelector("summary").focus();
  };

  const act = (button) => {
    const [verb, key] = button.value.split(" ");
    const card = cardOf(key);
    const thing = card || cards.querySelector(`[data-answer="${key}"]`);
    if (verb === "add-scene" || verb === "add-scene-after") {
      const added = addCard(card);
      const name = added.querySelector('[name$="-name"]');
      open(added, name);
      name.select();
    } else if (verb === "add-answer") addAnswer(card);
    else if (verb === "remove") remove(thing);
    else { move(thing, verb === "up"); button.focus(); }
    listScenes();
    if (folded(shot()) === folded(now)) return;
    remember();
    changed();
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="do"]');
    const link = event.target.closest(".sheet-goto");
    if (!button && !link) return;
    event.preventDefault();
    if (button) { remember(); act(button); return; }
    open(cardOf(link.parentElement.querySelector("select").value));
  });
  cards.addEventListener("input", (event) => {
    const card = event.target.closest(".sheet-card[data-key]");
    if (!card) return;
    if (event.target.name === `${card.dataset.key}-name`) {
      card.querySelector(".sheet-name").textContent = event.target.value;
      cards.querySelectorAll(`option[value="${card.dataset.key}"]`).forEach((each) => { each.textContent = event.target.value; });
    }
  });
  cards.addEventListener("change", (event) => {
    const select = event.target;
    if (select.name.endsWith("-type")) {
      const card = select.closest(".sheet-card");
      card.dataset.type = select.value;
      if (FILLED.includes(select.value)) card.querySelectorAll('[name$="-right"]').forEach((each) => { each.checked = true; });
    }
    if (select.name.endsWith("-target")) {
      if (select.value === "new") {
        const added = addCard();
        select.value = added.dataset.key;
        added.open = false;
      }
      select.parentElement.querySelector(".sheet-goto").hidden = !cardOf(select.value);
    }
    if (select.name.endsWith("-name")) listScenes();
    remember();
    changed();
  });
  cards.addEventListener("toggle", (event) => {
    const card = event.target;
    if (!card.open || !NARROW.matches || !card.classList.contains("sheet-card")) return;
    cards.querySelectorAll(".sheet-card[open]").forEach((other) => { if (other !== card) other.open = false; });
  }, true);
  look.addEventListener("click", (event) => {
    const link = event.target.closest("[data-scene], .map-scene");
    if (!link) return;
    event.preventDefault();
    const place = link.getAttribute("href").split("#")[1];
    open(document.getElementById(place));
  });
})();
