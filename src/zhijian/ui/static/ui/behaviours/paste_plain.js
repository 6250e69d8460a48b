// <textarea data-paste-plain>: what is pasted from Word or a web page comes in as its words. A paragraph is a line, a
// list point begins with a dot, cells of a table stand apart, links stay links, and nothing of the look comes along.
(() => {
  const BLOCKS = new Set("P DIV LI TR H1 H2 H3 H4 H5 H6 SECTION ARTICLE UL OL TABLE BLOCKQUOTE".split(" "));
  const SILENT = new Set("STYLE SCRIPT HEAD TITLE XML META LINK".split(" "));
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.tagName)) return "";
    if (node.tagName === "BR") return "\n";
    const inner = [...node.childNodes].map(words).join("");
    const address = node.tagName === "A" ? node.getAttribute("href") || "" : "";
    if (/^https?:/.test(address) && inner.trim()) {
      return `<a href="${address.replace(/"/g, "%22")}">${inner.trim().replace(/[<>]/g, "")}</a>`;
    }
    if (node.tagName === "TD" || node.tagName === "TH") return `${inner.trim()} `;
    if (!BLOCKS.has(node.tagName)) return inner;
    return `\n${node.tagName === "LI" ? "· " : ""}${inner.trim()}\n`;
  };
  // Styles go before anything is parsed: the page's policy would complain of each, even in a document nobody sees.
  const bare = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "");
  const plain = (html) => words(new DOMParser().parseFromString(bare(html), "text/html").body)
    .replace(/[\u00a0\uf0b7\uf0a7\uf0d8\u200b\ufeff]/g, (c) => (c === "\u00a0" ? " " : c > "\ue000" && c < "\uf900" ? "·" : ""))
    .replace(/[ \t]+/g, " ").replace(/ *\n */g, "\n").replace(/\n{2,}/g, "\n").trim();
  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("[data-paste-plain]");
    const html = event.clipboardData?.getData("text/html");
    if (!field || !html) return;
    event.preventDefault();
    field.setRangeText(plain(html), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
