/* For the pages that are used where people gather, with or without network: keeps this page, and those that it
   names, on the phone; says what this phone has handed in for a page since the server drew it. */
"use strict";
window.gathering = (() => {
  const phone = window.lop520;
  const byTime = (time) => (a, b) => Date.parse(time(a)) - Date.parse(time(b));

  async function mine(store, url) {
    const who = await phone.who();
    return (await phone.all(store)).filter((row) => row.who === who && row.url === url);
  }

  async function keep() {
    if (!phone || !(await phone.ready())) return;
    const here = location.pathname + location.search;
    const kept = (await phone.kept(here)) || (await phone.keep(here));
    for (const file of document.querySelectorAll("script[src*='?v='], link[rel='stylesheet']")) {
      const path = file.getAttribute(file.src ? "src" : "href");
      if (!(await phone.kept(path))) await phone.keep(path);
    }
    for (const named of document.querySelectorAll("[data-keep]")) await phone.keep(named.dataset.keep);
    document.querySelectorAll("[data-when-kept]").forEach((line) => { line.hidden = !kept; });
  }

  keep().catch(() => {}); // without a network there is nothing new to keep
  return {
    /* What the server answered to what was taken since it drew the page (a moment), in its order. */
    answered: async (url, drawn) => (await mine("receipts", url)).map((row) => row.answer)
      .filter((answer) => answer.state === "kept" && Date.parse(answer.at) > Date.parse(drawn))
      .sort(byTime((answer) => answer.at)),
    /* What waits to be sent, in its order. */
    waiting: async (url) => (await mine("outbox", url)).sort(byTime((row) => row.kept_at)),
  };
})();
