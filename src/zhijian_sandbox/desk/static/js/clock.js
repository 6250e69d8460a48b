// The sandbox's clock: what it says, and a few leaps.
import { post, remove } from "./api.js";
import { slot } from "./dom.js";
import { weekdayTime } from "./when.js";
import { notice } from "./notice.js";

export function showClock(page, store) {
  const place = page.querySelector("[data-clock]");
  const words = slot(place, "clock");
  const back = place.querySelector("[data-clock-back]");

  function draw() {
    words.textContent = weekdayTime(store.now(), Date.now() / 1000);
    back.hidden = Math.abs(store.clock.offset_seconds) < 1;
  }

  async function leap(change) {
    try {
      store.take("clock", await change());
    } catch (problem) {
      notice(problem.message);
    }
  }

  for (const button of place.querySelectorAll("[data-clock-shift]")) {
    const shift = JSON.parse(button.dataset.clockShift);
    button.addEventListener("click", () => leap(() => post("clock/shift", shift)));
  }
  back.addEventListener("click", () => leap(() => remove("clock")));
  for (const name of ["clock", "reload"]) store.on(name, draw);
  setInterval(draw, 1000);
  draw();
}
