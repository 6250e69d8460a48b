// <ol data-drag-rows>: the rows of a form, dragged by [data-drag-handle], with a finger too. Their fields are posted in
// the order they stand in, so there is nothing to tell but that it changed: `dragged` on the list, for htmx. Needs
// Sortable. Buttons up and down do the same without it.
(() => {
  const begin = (list) => Sortable.create(list, {
    handle: "[data-drag-handle]",
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onEnd: ({ oldIndex, newIndex }) => {
      if (oldIndex !== newIndex) list.dispatchEvent(new Event("dragged", { bubbles: true }));
    },
  });
  const all = () => document.querySelectorAll("[data-drag-rows]").forEach((list) => { if (!Sortable.get(list)) begin(list); });
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSwap", all);
})();
