/* Does an act on sections and steps without leaving the place where it was asked for. Without script the page is
   loaded anew and opens at what was moved. What each section weighs is asked for once nothing has been done for a
   moment, since reckoning it takes a while; without script a page of its own says it. */
(() => {
  const outline = document.getElementById("outline");
  let busy = false;
  let rest = 0;

  const measure = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const each of outline.querySelectorAll(".own-measure")) {
      const found = page.getElementById(each.id);
      each.replaceChildren(...(found ? found.childNodes : []));
    }
  };

  const weigh = () => {
    clearTimeout(rest);
    rest = setTimeout(() => measure(outline.dataset.weights).catch(() => {}), 1000);
  };

  const act = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!answer.ok) return form.submit();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector(".notice-error");
    const shown = page.getElementById("outline");
    if (!shown) return location.assign(answer.url);
    outline.innerHTML = shown.innerHTML;
    if (told) outline.prepend(told);
    weigh();
    const place = document.getElementById(new URL(answer.url).searchParams.get("at"));
    if (place) place.focus();
  };

  outline.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    act(event.target).catch(() => event.target.submit()).finally(() => { busy = false; });
  });
  weigh();
})();
