/* Sends each tick of a half-day at once. A tick is kept on this phone, with an id of its own, until the server
   has answered for it; sent twice it arrives once. Without this script the form saves all ticks together. */
"use strict";
(() => {
  const form = document.querySelector("form[data-send]");
  if (!form) return;
  const { send, halfDay, saved, waiting, refused } = form.dataset;
  const status = form.querySelector("[data-status]");
  const token = form.elements.csrf_token.value;
  const place = `ticks:${send}:${halfDay}`;
  let queue = read();
  let busy = false;

  function read() {
    try { return JSON.parse(localStorage.getItem(place)) || []; } catch { return []; }
  }

  function keep() {
    try { localStorage.setItem(place, JSON.stringify(queue)); } catch { /* the page itself still holds them */ }
  }

  function mint() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function box(entry) {
    return form.querySelector(`input[name="present"][value="${Number(entry)}"]`);
  }

  function remember(item) {
    // What the form would compare with, were it sent as a whole now.
    const row = box(item.entry)?.closest("li");
    if (!row) return;
    row.querySelector('input[name="was"]')?.remove();
    if (item.present) {
      const was = document.createElement("input");
      Object.assign(was, { type: "hidden", name: "was", value: item.entry });
      row.append(was);
    }
  }

  function say(text) {
    status.textContent = text || (queue.length ? waiting.replace("{number}", queue.length) : saved);
  }

  async function flush() {
    if (busy || !queue.length) return;
    busy = true;
    const batch = queue.slice(0, 200);
    try {
      const answer = await fetch(send, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(batch),
      });
      if (answer.ok) {
        const outcomes = await answer.json();
        batch.filter((item) => outcomes[item.id]).forEach(remember);
        queue = queue.filter((item) => !outcomes[item.id]);
        keep();
        say();
      } else if (answer.status === 422) {
        // Nothing that is sent again would be taken: the page shows what is known.
        const { refused: why } = await answer.json();
        queue = queue.filter((item) => !batch.includes(item));
        keep();
        say(`${refused}: ${why}`);
      } else {
        say();
      }
    } catch {
      say();
    } finally {
      busy = false;
    }
    if (queue.length) setTimeout(flush, 5000);
  }

  function take(input) {
    const entry = Number(input.value);
    queue = queue.filter((item) => item.entry !== entry);
    queue.push({
      id: mint(),
      entry,
      half_day: Number(halfDay),
      present: input.checked,
      way: "ticked",
      taken_at: new Date().toISOString(),
    });
    keep();
    say();
    flush();
  }

  for (const item of queue) {
    const input = box(item.entry);
    if (input) input.checked = item.present;
  }
  form.addEventListener("change", (event) => {
    if (event.target.name === "present") take(event.target);
  });
  form.querySelector('button[name="all"]').addEventListener("click", (event) => {
    event.preventDefault();
    for (const input of form.querySelectorAll('input[name="present"]:not(:checked)')) {
      input.checked = true;
      take(input);
    }
  });
  addEventListener("online", flush);
  addEventListener("pageshow", flush);
  if (queue.length) say();
  flush();
})();
