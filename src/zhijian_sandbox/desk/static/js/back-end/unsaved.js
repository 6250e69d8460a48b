// A form says when it holds something that was not kept, and opens whatever hides a field that is not yet right.
import { slot } from "../dom.js";

export function watchUnsaved(form) {
  const words = slot(form, "kept");
  let dirty = false;

  function touch() {
    dirty = true;
    words.textContent = "改了，还没存";
    words.classList.add("unsaved");
  }

  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  form.addEventListener("invalid", (event) => {
    for (let one = event.target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  }, true);
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  return {
    touch,
    isDirty: () => dirty,
    clean(said = "") {
      dirty = false;
      words.textContent = said;
      words.classList.remove("unsaved");
    },
  };
}
