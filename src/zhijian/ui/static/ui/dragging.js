// What the behaviours that drag have in common: rows moved by a handle, with a finger too. `lists` and `handle` are
// selectors; `dropped(list, row)` is called when a row stands elsewhere than before. A list that htmx brings later is
// begun when it comes. Needs Sortable, loaded before.
export function draggable(lists, { handle, dropped }) {
  const begin = (list) => Sortable.create(list, {
    handle,
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      // What Sortable left behind: htmx would carry it over as an inline style, which the page's policy forbids.
      list.querySelectorAll("[style]").forEach((row) => row.removeAttribute("style"));
      dropped(list, item);
    },
  });
  const all = () => document.querySelectorAll(lists).forEach((list) => { if (!Sortable.get(list)) begin(list); });
  document.addEventListener("htmx:afterSwap", all);
  all();
}
