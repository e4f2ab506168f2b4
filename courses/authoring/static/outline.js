/* Does an act on sections and steps without leaving the place where it was asked for. Without script the page is
   loaded anew and opens at what was moved. */
(() => {
  const outline = document.getElementById("outline");
  let busy = false;

  const act = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!answer.ok) return form.submit();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector(".notice-error");
    const shown = page.getElementById("outline");
    if (!shown) return location.assign(answer.url);
    outline.innerHTML = shown.innerHTML;
    if (told) outline.prepend(told);
    const place = document.getElementById(new URL(answer.url).searchParams.get("at"));
    if (place) place.focus();
  };

  outline.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    act(event.target).catch(() => event.target.submit()).finally(() => { busy = false; });
  });
})();
