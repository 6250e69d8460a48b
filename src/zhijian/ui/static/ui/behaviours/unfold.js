// <a data-unfold="ID" aria-expanded="false">: shows and hides the element ID instead of leading away. The first time
// the element is told `unfold`, for htmx to fetch what is in it.
// Inside [data-unfolds], a tree of such: up and down go from row to row, right unfolds, left folds or goes to the one above.
(() => {
  const set = (opener, isOpen) => {
    const part = document.getElementById(opener.dataset.unfold);
    if (!part) return;
    opener.setAttribute("aria-expanded", String(isOpen));
    part.hidden = !isOpen;
    if (isOpen) part.dispatchEvent(new Event("unfold"));
  };
  const isOpen = (opener) => opener.getAttribute("aria-expanded") === "true";
  const rows = (tree) => [...tree.querySelectorAll("a:not([data-unfold])")].filter((row) => row.checkVisibility());
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-unfold]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    set(opener, !isOpen(opener));
  });
  document.addEventListener("keydown", (event) => {
    const tree = event.target.closest?.("[data-unfolds]");
    const row = event.target.closest?.("li");
    if (!tree || !row || !["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const opener = row.querySelector(":scope > div > [data-unfold]");
    if (event.key === "ArrowRight" && opener && !isOpen(opener)) { set(opener, true); return; }
    if (event.key === "ArrowLeft" && opener && isOpen(opener)) { set(opener, false); return; }
    const all = rows(tree);
    const own = row.querySelector(":scope > div > a:not([data-unfold]), :scope > a") || event.target;
    const above = row.parentElement.closest("li")?.querySelector(":scope > div > a:not([data-unfold])");
    const next = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1 }[event.key];
    const to = event.key === "ArrowLeft" ? above : all[all.indexOf(own) + next];
    to?.focus();
  });
})();
