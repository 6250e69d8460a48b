// <ul data-suggests="ID"> holds <button data-put="…">: pressed, the field ID takes the words, the list empties, and the
// form hears of it as if somebody had typed. The down arrow goes from the field into the list, Escape leaves it.
(() => {
  const listOf = (field) => field?.id && document.querySelector(`[data-suggests="${CSS.escape(field.id)}"]`);
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-put]");
    const list = offer?.closest("[data-suggests]");
    const field = list && document.getElementById(list.dataset.suggests);
    if (!field) return;
    field.value = offer.dataset.put;
    list.replaceChildren();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  document.addEventListener("keydown", (event) => {
    const list = event.target.closest("[data-suggests]") || listOf(event.target);
    if (!list || !list.children.length) return;
    const offers = [...list.querySelectorAll("[data-put]")];
    const at = offers.indexOf(document.activeElement);
    if (event.key === "Escape") {
      list.replaceChildren();
      document.getElementById(list.dataset.suggests).focus();
    } else if (event.key === "ArrowDown" || (event.key === "ArrowUp" && at >= 0)) {
      event.preventDefault();
      (offers[at + (event.key === "ArrowDown" ? 1 : -1)] || document.getElementById(list.dataset.suggests)).focus();
    }
  });
})();
