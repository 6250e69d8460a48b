// <button data-copy="ID" data-copied="已复制" hidden>: copies the text of the element with that id and says so.
// Without this script the button stays hidden and the text can be selected by hand.
(() => {
  const byHand = (source) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  };
  const copy = async (source) => {
    const text = source.textContent.trim();
    // The clipboard is there over https and on this machine only; elsewhere the older way still works.
    if (navigator.clipboard && window.isSecureContext) {
      try { await navigator.clipboard.writeText(text); return true; } catch { /* refused: the older way */ }
    }
    return byHand(source);
  };
  const wake = (root) => root.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source || !(await copy(source))) return;
    const word = button.querySelector("[data-copy-word]");
    if (word) { word.textContent = button.dataset.copied; }
    button.setAttribute("aria-label", `${button.dataset.copied} ${button.dataset.copyWhat || ""}`.trim());
  });
  document.addEventListener("htmx:load", (event) => wake(event.target.parentElement || document));
  wake(document);
})();
