// A question goes through the outbox of this phone, so that it also leaves without a network. Where there is
// no outbox, the form is sent as it stands.
(function () {
  "use strict";
  const form = document.querySelector("[data-ask]");
  const box = form.elements.namedItem("text");
  const warning = form.querySelector("[data-warning]");
  const button = form.querySelector("button");
  const signs = JSON.parse(form.dataset.signs).map(([pattern, words]) => [new RegExp(pattern), words]);
  let asked = "";

  function mint() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function say(name, words) {
    document.querySelectorAll("[data-said] > p").forEach((line) => {
      line.hidden = !line.hasAttribute("data-" + name);
      if (words && !line.hidden) line.textContent = words;
    });
  }

  // Whoever presses again has seen the warning and means the text as it is.
  function warned() {
    const found = signs.filter(([pattern]) => pattern.test(box.value)).map(([, words]) => words);
    if (!found.length || asked === box.value) return false;
    asked = box.value;
    warning.querySelector("[data-signs-found]").textContent = found.join(" ");
    warning.hidden = false;
    return true;
  }

  function body(id, text) {
    const scene = form.elements.namedItem("scene");
    return {
      id: id,
      step: Number(form.elements.namedItem("step").value),
      scene: scene ? Number(scene.value) : null,
      text: text,
      asked_at: new Date().toISOString(),
      who: Number(form.dataset.who),
    };
  }

  function answered(text, answer) {
    if (answer && answer.error) {
      if (!box.value) box.value = text;
      say("refused", answer.error);
    } else if (answer && answer.state === "kept") say("sent");
  }

  form.addEventListener("submit", (event) => {
    const text = box.value.trim();
    if (!text) return;
    if (warned()) {
      event.preventDefault();
      return;
    }
    if (!window.lop520 || !form.dataset.who) {
      if (asked) form.insertAdjacentHTML("beforeend", '<input type="hidden" name="sure" value="yes">');
      return;
    }
    event.preventDefault();
    const id = mint();
    button.disabled = true;
    const sending = window.lop520.put({ id: id, url: form.dataset.ask, body: body(id, text) });
    box.value = "";
    warning.hidden = true;
    button.disabled = false;
    say("kept");
    sending.then(
      (answer) => answered(text, answer),
      () => {
        box.value = text;
        form.submit();
      }
    );
  });
})();
