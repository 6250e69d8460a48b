// <button data-print hidden>: prints the page. Without this script it stays hidden; the browser's menu prints too.
(() => {
  const wake = (root) => root.querySelectorAll("[data-print][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-print]")) window.print(); });
  document.addEventListener("htmx:load", (event) => wake(event.target.parentElement || document));
  wake(document);
})();
