// The sandbox's clock: what it says, a few leaps, standing still, and the way back.
import { post, put, remove } from "../api.js";
import { act, slot } from "../dom.js";
import { inputTime, weekdayTime } from "../when.js";
import { notice } from "../notice.js";

export function showClock(page, store) {
  const place = page.querySelector("[data-clock]");
  const words = slot(place, "clock");
  const back = place.querySelector("[data-clock-back]");
  const more = act(place, "more-clock");
  const drawer = place.querySelector("[data-more-clock]");
  const stop = place.querySelector("[data-clock-stop]");
  const form = place.querySelector("[data-clock-form]");
  const date = form.querySelector("input");

  function draw() {
    const { frozen, offset_seconds: offset } = store.clock;
    words.textContent = `${weekdayTime(store.now(), Date.now() / 1000)}${frozen ? " · 停着" : ""}`;
    back.hidden = !frozen && Math.abs(offset) < 1;
    stop.textContent = frozen ? "接着走" : "停住";
    stop.setAttribute("aria-pressed", String(frozen));
    place.classList.toggle("on", !back.hidden);
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
  stop.addEventListener("click", () => leap(() => (store.clock.frozen ? remove("clock/standstill") : put("clock/standstill"))));
  more.addEventListener("click", () => {
    drawer.hidden = !drawer.hidden;
    more.setAttribute("aria-expanded", String(!drawer.hidden));
    if (!drawer.hidden) date.value = inputTime(store.now());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (date.value) leap(() => put("clock", { now: `${date.value}:00+08:00` }));
  });
  for (const name of ["clock", "reload"]) store.on(name, draw);
  setInterval(draw, 1000);
  draw();
}
