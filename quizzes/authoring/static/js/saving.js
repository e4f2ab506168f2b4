/* Keeps what is written on the desk as it is written, and shows beside it what is wrong and how it plays. Without
   script the buttons of the form do the same. */
window.keepSaved = (form) => {
  const look = document.getElementById("look");
  const others = document.getElementById("others");
  const state = document.getElementById("saved");
  const PAUSE = 700;
  let timer, sending = null, stopped = false;

  const contents = () => {
    const sent = new FormData(form);
    [...sent.keys()].filter((name) => /^(path|revision|q[0-9].*)$/.test(name)).forEach((name) => sent.delete(name));
    return new URLSearchParams(sent);
  };
  let saved = contents().toString();
  const path = () => look.querySelector('input[name="path"]')?.value || "";
  const tell = (sentence) => { state.textContent = sentence; };
  const unsaved = () => contents().toString() !== saved;

  /* What was filled in in the trial play, for the button that gives it as an answer. */
  const answer = () => [...new FormData(form)].filter(([name]) => /^q[0-9]/.test(name)).concat([["answer", "1"]]);

  const send = async (steps, more = []) => {
    if (sending) { await sending; return send(steps, more); }
    sending = exchange(steps, more);
    await sending;
    sending = null;
  };

  const exchange = async (steps, more) => {
    const body = contents();
    const sent = body.toString();
    if (sent === saved) body.set("same", "1"); /* she only plays or looks */
    body.set("revision", form.elements.revision.value);
    body.set("path", steps());
    more.forEach(([name, value]) => body.append(name, value));
    if (look.querySelector(".look-map")?.open) body.set("map", "1"); /* a folded one is drawn when it is opened */
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body });
      take(answer.status, sent, await answer.json().catch(() => ({})));
    } catch (error) {
      tell(form.dataset.lost);
      later(5000);
    }
  };

  const take = (status, sent, said) => {
    if (status === 200) {
      saved = sent;
      form.elements.revision.value = said.revision;
      show(said);
      tell(said.saved);
    } else if (status === 401) {
      tell(form.dataset.expired);
      later(15000);
    } else {
      stopped = Boolean(said.conflict); /* both texts are shown when the form is sent */
      tell(said.error || form.dataset.lost);
      if (status >= 500) later(5000);
    }
  };

  const show = (said) => {
    const mapped = look.querySelector(".look-map")?.open;
    const scrolled = look.querySelector(".map");
    const drawn = scrolled?.querySelector(".map-drawing");
    const [left, top] = [scrolled?.scrollLeft || 0, scrolled?.scrollTop || 0];
    look.innerHTML = said.look;
    const map = look.querySelector(".look-map");
    if (map) {
      map.open = mapped;
      if (drawn) map.querySelector(".map")?.scrollTo(left, top);
      else showStart(map.querySelector(".map"));
    }
    if (others.innerHTML !== said.others) others.innerHTML = said.others;
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => (sending ? later(PAUSE) : send(path)), pause);
  };

  const changed = () => {
    if (stopped) return;
    tell(form.dataset.unsaved);
    later(PAUSE);
  };
  form.addEventListener("input", (event) => look.contains(event.target) || changed());
  look.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="to"], button[name="answer"]');
    if (!button || stopped) return;
    event.preventDefault();
    clearTimeout(timer);
    const given = button.name === "answer";
    send(given ? path : () => button.value, given ? answer() : []).then(() => {
      look.querySelector(".stage")?.scrollIntoView({ block: "nearest" });
      look.querySelector(".question input, .question select, .look-choice, .look-back button")?.focus({ preventScroll: true });
    });
  });
  look.addEventListener("toggle", (event) => {
    const map = event.target;
    if (!map.matches(".look-map[open]")) return;
    if (map.querySelector(".map-drawing")) showStart(map.querySelector(".map"));
    else if (!stopped) later(0);
  }, true);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending) { /* what is under way would be taken for a text saved in another window */
      event.preventDefault();
      sending.then(() => form.requestSubmit(event.submitter));
      return;
    }
    saved = contents().toString();
  });
  addEventListener("online", () => unsaved() && later(0));
  addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
  return { changed, look, tell };
};
