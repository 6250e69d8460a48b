// What is going wrong just now, at the head of the desk: each a button that sets it right.
import { remove } from "../api.js";
import { clone, slot } from "../dom.js";
import { notice } from "../notice.js";

export function showChips(page, store) {
  const places = page.querySelectorAll("[data-chips]");

  function chip(fault) {
    const element = clone("fault-chip");
    const button = element.querySelector("button");
    slot(element, "title").textContent = fault.left === null ? fault.title : `${fault.title} · 还剩 ${fault.left} 次`;
    button.title = `${fault.hint}。点一下关掉`;
    button.setAttribute("aria-label", `关掉${fault.title}`);
    button.dataset.chip = fault.kind;
    button.addEventListener("click", async () => {
      try {
        store.take("fault", await remove(`faults/${fault.kind}`));
      } catch (problem) {
        notice(problem.message);
      }
    });
    return element;
  }

  function draw() {
    const on = [...store.faults.values()].filter((fault) => fault.on);
    for (const place of places) {
      place.replaceChildren(...on.map(chip));
      place.hidden = on.length === 0;
    }
  }

  for (const name of ["fault", "reload"]) store.on(name, draw);
  draw();
}
