// <textarea data-byte-counter="ID" data-bytes-most="2048">: keeps the element with that id saying how much is used.
// Counts as WeChat does, in bytes of UTF-8; the sentence itself comes from the page (data-fits, data-over).
(() => {
  const encoder = new TextEncoder();
  const count = (field) => {
    const says = document.getElementById(field.dataset.byteCounter);
    if (!says) return;
    const used = encoder.encode(field.value.replace(/\r\n|\r|\n/g, "\n")).length;
    const most = Number(field.dataset.bytesMost);
    const sentence = used > most ? says.dataset.over : says.dataset.fits;
    says.textContent = sentence.replace("{used}", used).replace("{left}", most - used).replace("{over}", used - most);
    says.classList.toggle("bad", used > most);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-byte-counter]")) count(event.target);
  });
})();
