// Shows the line marked data-lost-connection while htmx cannot reach us; what was typed stays where it is.
(() => {
  const show = (isLost) => document.querySelectorAll("[data-lost-connection]").forEach((line) => { line.hidden = !isLost; });
  document.addEventListener("htmx:sendError", () => show(true));
  document.addEventListener("htmx:afterOnLoad", () => show(false));
})();
