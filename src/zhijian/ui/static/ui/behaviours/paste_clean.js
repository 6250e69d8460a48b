// <textarea data-paste-clean="ADDRESS">: what is pasted from Word or a web page goes to that address as `html` and
// comes back as plain lines. Nothing on the clipboard but text, no answer, or far too much of it: the text itself.
// [data-paste-said] in the same field is filled with its own sentence once something was cleaned.
(() => {
  const MOST = 1500000;
  const insert = (field, text) => {
    field.focus();
    // execCommand keeps the browser's undo, and there is no other way that does.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  const cleaned = async (address, html) => {
    const answer = await fetch(address, {
      method: "POST", headers: { "X-CSRFToken": csrf() }, body: new URLSearchParams({ html }), redirect: "error",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  };
  document.querySelectorAll("[data-paste-said]").forEach((line) => {
    line.dataset.sentence = line.dataset.pasteSaid;
  });
  document.addEventListener("paste", async (event) => {
    const field = event.target.closest?.("textarea[data-paste-clean]");
    const html = field && event.clipboardData?.getData("text/html");
    if (!html || html.length > MOST) return;
    const plain = event.clipboardData.getData("text/plain");
    event.preventDefault();
    const { selectionStart, selectionEnd } = field;
    let text = plain;
    try { text = await cleaned(field.dataset.pasteClean, html); } catch { /* not reached: the text alone */ }
    field.setSelectionRange(selectionStart, selectionEnd);
    insert(field, text || plain);
    const line = field.parentElement.querySelector("[data-paste-said]");
    if (line && text !== plain) line.textContent = line.dataset.sentence;
  });
})();
