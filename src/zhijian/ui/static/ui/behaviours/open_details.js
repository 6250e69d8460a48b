// <a href="#ID" data-opens="ID">: opens the <details> of that id and goes to its first field. Without a script the link
// still leads there.
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-opens]");
    const details = link && document.getElementById(link.dataset.opens);
    if (!details) return;
    event.preventDefault();
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    details.querySelector("input, select, textarea")?.focus();
  });
})();
