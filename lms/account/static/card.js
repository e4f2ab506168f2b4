// Takes a card's token from behind the # of the address; leads out of browsers inside other apps.
(function () {
  "use strict";
  const token = location.hash.slice(1);
  const inApp = document.getElementById("in-app");
  const form = document.getElementById("card");

  if (inApp) {
    const link = document.getElementById("open-in-chrome");
    if (link) {
      const page = location.host + inApp.dataset.page + (token ? "#" + token : "");
      link.href = "intent://" + page + "#Intent;scheme=" + location.protocol.slice(0, -1) +
        ";package=com.android.chrome;end";
      link.hidden = false;
    }
    return;
  }
  if (!form || !/^[\w-]{20,60}$/.test(token)) return;
  // Nobody who looks over her shoulder, and no history, keeps what opens the card.
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = token;
  document.getElementById("no-card").hidden = true;
  form.hidden = false;
})();
