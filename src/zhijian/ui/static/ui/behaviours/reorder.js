// <ol data-reorder> of <li data-reorder-id="7">: rows are moved by dragging [data-reorder-handle], with a finger too.
// Where a row lands, its form learns beside whom: [data-reorder-before] or [data-reorder-after] gets that id, and the
// form is told `reordered`, for htmx to post. Needs Sortable. The up and down buttons do the same without any script.
(() => {
  const begin = (list) => Sortable.create(list, {
    handle: "[data-reorder-handle]",
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      const next = item.nextElementSibling;
      const beside = next || item.previousElementSibling;
      const field = item.querySelector(next ? "[data-reorder-before]" : "[data-reorder-after]");
      field.disabled = false;
      field.value = beside.dataset.reorderId;
      // What Sortable left behind: htmx would carry it over as an inline style, which the page's policy forbids.
      list.querySelectorAll("[style]").forEach((row) => row.removeAttribute("style"));
      field.form.dispatchEvent(new Event("reordered"));
    },
  });
  const all = (root) => root.querySelectorAll("[data-reorder]").forEach(begin);
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:afterSwap", () => {
    document.querySelectorAll("[data-reorder]").forEach((list) => { if (!Sortable.get(list)) begin(list); });
  });
})();
