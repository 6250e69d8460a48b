// <ol data-drag-rows>: the rows of a form, dragged by [data-drag-handle], with a finger too. Their fields are posted in
// the order they stand in, so there is nothing to tell but that it changed: `dragged` on the list, for htmx. A module;
// needs Sortable. Buttons up and down do the same without it.
import { draggable } from "../dragging.js";

draggable("[data-drag-rows]", {
  handle: "[data-drag-handle]",
  dropped: (list) => list.dispatchEvent(new Event("dragged", { bubbles: true })),
});
