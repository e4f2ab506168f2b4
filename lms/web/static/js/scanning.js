/* Scans cards with the camera, where the browser reads QR codes by itself. For each card the event "card" says the
   SHA-256 of its token (null for another code) and takes the answer to show: detail.say(text). */
"use strict";
(() => {
  const panel = document.querySelector("[data-scan]");
  if (!panel || !window.lop520) return;
  const part = (name) => panel.querySelector(`[data-${name}]`);
  const show = (name, shown) => { part(name).hidden = !shown; };
  const video = panel.querySelector("video");
  const EVERY = 250; // milliseconds between two looks
  const AWAY = 3000; // for so long a code must be out of sight to count again
  let camera = null;
  let timer = 0;
  let last = "";
  let seen = 0;

  async function canScan() {
    if (!window.BarcodeDetector || !navigator.mediaDevices || !window.crypto || !crypto.subtle) return false;
    const formats = await BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code");
  }

  async function read(text) {
    const again = text === last && Date.now() - seen < AWAY;
    last = text;
    seen = Date.now();
    if (again) return;
    const mark = await window.lop520.cardMark(text);
    if (navigator.vibrate) navigator.vibrate(80);
    const say = (words) => { part("answer").textContent = words; };
    panel.dispatchEvent(new CustomEvent("card", { bubbles: true, detail: { mark, say } }));
  }

  async function look(detector) {
    if (!camera) return;
    const found = await detector.detect(video).catch(() => []); // while there is no picture yet
    timer = setTimeout(look, EVERY, detector);
    for (const code of found) await read(code.rawValue);
  }

  function stop() {
    clearTimeout(timer);
    if (camera) camera.getTracks().forEach((track) => track.stop());
    camera = null;
    show("panel", false);
    show("start", true);
  }

  part("start").addEventListener("click", async () => {
    try {
      camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch (e) {
      show("denied", true);
      return;
    }
    show("denied", false);
    show("start", false);
    show("panel", true);
    video.srcObject = camera;
    video.play().catch(() => {});
    part("stop").focus();
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });
  part("stop").addEventListener("click", () => {
    stop();
    part("start").focus();
  });
  document.addEventListener("visibilitychange", () => document.hidden && stop());

  canScan().catch(() => false).then((can) => {
    show("start", can);
    show("cannot", !can);
    panel.hidden = false;
  });
})();
