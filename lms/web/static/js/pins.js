/* Four digits that this phone knows again without a network. Beside a PIN that is sent to the server it makes the lock
   (see locks.js); on the page of the people here it tries one. */
(() => {
  const ROUNDS = 100000; // a fifth of a second on a cheap phone
  const TRIES = 5;
  const phone = window.lop520;
  const able = window.crypto && crypto.subtle; // only where the address is https

  async function hashed(pin, salt, iterations) {
    const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(salt), iterations };
    return Array.from(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
  }

  async function lockOf(pin) {
    const salt = Array.from(crypto.getRandomValues(new Uint8Array(16)));
    return { salt, rounds: ROUNDS, hash: await hashed(pin, salt, ROUNDS) };
  }

  const fits = async (pin, { salt, rounds, hash }) => (await hashed(pin, salt, rounds)).join() === hash.join();

  /* A form with a PIN for the server: the mark says afterwards that it was this one that was right. */
  function besideServer(mark) {
    const form = mark.form;
    form.addEventListener("submit", async (event) => {
      if (!navigator.onLine || !able) return;
      event.preventDefault();
      if (mark.value) return; // pressed twice
      mark.value = phone.uuid();
      const lock = await lockOf(form.elements.pin.value).catch(() => null); // the server takes the PIN all the same
      if (lock) await phone.setValue("typed", { who: Number(mark.dataset.pinOf), mark: mark.value, lock });
      form.submit();
    });
    addEventListener("pageshow", () => { mark.value = ""; });
  }

  async function peopleHere(page) {
    const part = (name) => page.querySelector(`[data-${name}]`);
    const words = page.dataset;
    const form = part("unlock");
    const here = await phone.who();
    const people = (await phone.all("people")).sort((a, b) => a.name.localeCompare(b.name, "vi"));
    let chosen = null;

    const say = (text) => { part("said").textContent = text; };
    const show = (asks) => {
      form.hidden = !asks;
      part("list").hidden = asks;
    };

    function why(person) {
      if (!able) return words.cannot;
      if (!person.lock) return words.unknown.replace("{name}", person.name);
      return person.tries >= TRIES ? words.locked.replace("{name}", person.name) : "";
    }

    async function choose(who) {
      if (who === here) return location.assign("/");
      chosen = await phone.get("people", who);
      say(why(chosen));
      if (part("said").textContent) return null;
      part("name").textContent = chosen.name;
      show(true);
      return form.elements.pin.focus();
    }

    /* A try counts before it is looked at. */
    async function tryPin(pin) {
      const tries = ((await phone.get("people", chosen.who)).tries || 0) + 1;
      chosen = Object.assign({}, chosen, { tries });
      await phone.remember(chosen);
      if (tries <= TRIES && (await fits(pin, chosen.lock))) {
        await phone.remember(Object.assign({}, chosen, { tries: 0 }));
        await phone.follow(chosen.who);
        return location.assign("/");
      }
      if (tries >= TRIES) show(false);
      return say(why(chosen) || words.wrong.replace("{left}", TRIES - tries));
    }

    people.forEach((person) => {
      const button = part("people").appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "button button-secondary button-big button-row";
      button.textContent = person.who === here ? words.here.replace("{name}", person.name) : person.name;
      button.addEventListener("click", () => choose(person.who));
    });
    part("nobody").hidden = people.length > 0;
    part("leave").hidden = !here;
    part("leave").addEventListener("click", () => {
      const mine = people.find((person) => person.who === here);
      phone.leave(!!mine && mine.kind === "borrowed");
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const pin = form.elements.pin.value;
      form.elements.pin.value = "";
      if (/^[0-9]{4}$/.test(pin)) await tryPin(pin);
      else say(words.digits);
      form.elements.pin.focus();
    });
    part("back").addEventListener("click", () => {
      say("");
      show(false);
    });
  }

  const mark = document.querySelector("[data-pin-of]");
  const page = document.getElementById("people-here");
  if (mark) besideServer(mark);
  if (page) peopleHere(page);
})();
