// <input type="file" data-file-limit="BYTES" data-file-says="ID" accept=".mp3,.amr">: says at once, in the element with
// that id, when the chosen file is too large or of another kind, in the page's own words (data-too-large with {size},
// data-wrong-kind). The server judges by what is in the file; this only saves the wait of sending it.
(() => {
  const wrong = (input) => {
    const [file] = input.files;
    if (!file) return "";
    const endings = input.accept.split(",").filter(Boolean);
    const name = file.name.toLowerCase();
    if (endings.length && name.includes(".") && !endings.some((ending) => name.endsWith(ending))) return input.dataset.wrongKind;
    if (file.size <= Number(input.dataset.fileLimit)) return "";
    return input.dataset.tooLarge.replace("{size}", (file.size / 1048576).toFixed(1));
  };
  document.addEventListener("change", (event) => {
    const input = event.target.closest?.("[data-file-limit]");
    const line = input && document.getElementById(input.dataset.fileSays);
    if (!line) return;
    const says = wrong(input);
    line.textContent = says;
    line.hidden = !says;
    input.setCustomValidity(says);
    input.toggleAttribute("aria-invalid", Boolean(says));
  });
})();
