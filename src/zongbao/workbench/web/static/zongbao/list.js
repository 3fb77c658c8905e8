/* 列表用键盘：the arrows (and j, k) go from row to row, Enter opens, / goes to the first field of the filter.
   What has the focus in a row is its own link, so Enter, a screen reader and the back button know what it is.
   Keys typed into a field are the field's; arrows are the page's own unless the focus is in the list or nowhere. */
(() => {
  const pane = document.querySelector(".pane");
  const keys = document.querySelector(".keys");
  const field = document.querySelector(".filters :is(input:not([type=hidden]), select)");
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  const rows = pane ? [...pane.querySelectorAll("tbody tr")] : [];

  if (!rows.length && !field) return;
  keys.hidden = false;
  if (!("keys" in document.body.dataset)) return;

  const isTyped = (event) => event.target.closest("input, select, textarea, [contenteditable]");
  const isOfThePage = (event) =>
    event.key.startsWith("Arrow") && document.activeElement !== document.body && !pane.contains(document.activeElement);

  const go = (step) => {
    const now = rows.indexOf(document.activeElement.closest("tr"));
    const next = rows[Math.min(Math.max(now + step, 0), rows.length - 1)];
    const link = next.querySelector("td:first-child a");
    if (!link) next.tabIndex = -1; // a row that opens nothing can still be read
    (link ?? next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyped(event)) return;
    if (event.key === "/" && field) field.focus();
    else if (event.key in steps && rows.length && !isOfThePage(event)) go(steps[event.key]);
    else return;
    event.preventDefault();
  });
})();
