// Passkeys: asks the device for a key or a signature and sends what it says. Without script, or where the browser
// has no passkeys, the box stays hidden and the other ways remain.
(function () {
  "use strict";
  const box = document.getElementById("passkey");
  if (!box || !window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) return;
  const adds = box.dataset.does === "add";
  const button = box.querySelector("button");
  const problem = box.querySelector("[role=alert]");

  async function post(address, content) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "application/json" },
      body: JSON.stringify(content),
    });
    if (answer.status === 401 && box.dataset.confirm) {
      location.assign(box.dataset.confirm); // she typed her password too long ago: once more, and back here
      return new Promise(() => {});
    }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.problem || "");
    return said;
  }

  async function ask() {
    const step = Boolean(box.dataset.step);
    const again = Boolean(box.dataset.again);
    const options = await post(box.dataset.begin, { step, again });
    const credential = adds
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    const name = document.getElementById("passkey-name");
    const borrowed = document.getElementById("borrowed");
    const answer = await post(box.dataset.end, {
      credential: credential.toJSON(),
      name: name ? name.value : "",
      borrowed: Boolean(borrowed && borrowed.checked),
      next: box.dataset.next || "",
      step,
      again,
    });
    location.assign(answer.next);
  }

  button.addEventListener("click", function () {
    button.disabled = true;
    problem.textContent = "";
    ask().catch(function (error) {
      // The browser's own words are in another language and say little: whoever pressed Cancel knows.
      problem.textContent = error instanceof DOMException || !error.message ? box.dataset.failed : error.message;
      button.disabled = false;
    });
  });
  box.hidden = false;
})();
