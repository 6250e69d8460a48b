// <input data-list-keys="ID">: the down arrow goes from the field to the first link inside the element ID, up and down
// from link to link, and up from the first back to the field. Enter follows a link, as it always does.
(() => {
  const links = (field) => [...(document.getElementById(field.dataset.listKeys)?.querySelectorAll("li > a:first-child") || [])];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    for (const field of document.querySelectorAll("[data-list-keys]")) {
      const all = links(field);
      const at = all.indexOf(document.activeElement);
      if (at < 0 && document.activeElement !== field) continue;
      const to = event.key === "ArrowDown" ? all[at + 1] : at === 0 ? field : all[at - 1];
      if (!to || (at < 0 && event.key === "ArrowUp")) continue;
      event.preventDefault();
      to.focus();
    }
  });
})();
