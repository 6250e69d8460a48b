// <a href="PAGE" data-dialog="ID">: opens the <dialog id="ID"> of this page instead of leading to PAGE.
// A click beside the dialog closes it, and so does [data-dialog-close]; focus returns to what opened it.
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      dialog.addEventListener("close", () => opener.focus(), { once: true });
    } else if (event.target.closest?.("[data-dialog-close]") || event.target.matches?.("dialog.pop")) {
      event.target.closest("dialog")?.close();
    }
  });
})();
