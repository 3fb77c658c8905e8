/* 正在办理：an act that takes longer than a moment says so, and a second click on it goes nowhere while it is under way.
   The office itself refuses what comes twice; this spares the person the refusal. A page that comes back from the
   browser's history, and one whose loading was stopped by hand, is free again. */
(() => {
  const A_MOMENT = 500, STOPPED = 20000; // milliseconds
  const told = document.querySelector(".working");
  let sent = null;

  const free = () => { sent = null; told.textContent = ""; };

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (sent === event.target) return event.preventDefault();
    sent = event.target;
    setTimeout(() => { if (sent) told.textContent = told.dataset.words; }, A_MOMENT);
    setTimeout(free, STOPPED);
  });
  addEventListener("pageshow", free);
})();
