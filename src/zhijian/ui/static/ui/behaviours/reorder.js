// <ol data-reorder> of <li data-reorder-id="7">: rows are moved by dragging [data-reorder-handle], with a finger too.
// Where a row lands, its form learns beside whom: [data-reorder-before] or [data-reorder-after] gets that id, and the
// form is told `reordered`, for htmx to post. A module; needs Sortable. The up and down buttons do the same without.
import { draggable } from "../dragging.js";

draggable("[data-reorder]", {
  handle: "[data-reorder-handle]",
  dropped: (list, row) => {
    const next = row.nextElementSibling;
    const field = row.querySelector(next ? "[data-reorder-before]" : "[data-reorder-after]");
    field.disabled = false;
    field.value = (next || row.previousElementSibling).dataset.reorderId;
    field.form.dispatchEvent(new Event("reordered"));
  },
});
