// 出点状况: a switch for each kind of trouble, in small print how it goes wrong and how often; switched on, a row says what
// a real account would see of it.
import { put, remove } from "../api.js";
import { clone, slot } from "../dom.js";
import { notice } from "../notice.js";
import { DAYS, FIRST_TIMES, HOW, TIMES, isSame } from "./kinds.js";

export function showFaults(page, store) {
  const rows = new Map(Object.keys(HOW).map((kind) => [kind, makeRow(kind)]));
  for (const side of page.querySelectorAll("[data-side-of-faults]")) {
    const kinds = [...rows.keys()].filter((kind) => store.faults.get(kind)?.side === side.dataset.sideOfFaults);
    side.querySelector("ul").append(...kinds.map((kind) => rows.get(kind).element));
  }
  page.querySelector("[data-days]").append(...DAYS.map(([words, faults]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => turnAll(faults));
    return button;
  }));
  for (const button of page.querySelectorAll('[data-act="all-well"]')) button.addEventListener("click", allWell);

  function makeRow(kind) {
    const element = clone(`fault-${kind}`);
    const { title, sees } = store.faults.get(kind);
    const [how, times] = ["how", "times"].map((name) => element.querySelector(`[data-${name}]`));
    const toggle = element.querySelector("input");
    slot(element, "title").textContent = title;
    slot(element, "sees").textContent = sees;
    slot(element, "sees").id = `sees-${kind}`;
    element.title = sees;
    toggle.id = `fault-${kind}`;
    toggle.setAttribute("aria-describedby", `sees-${kind}`);
    element.querySelector("label").htmlFor = toggle.id;
    how.setAttribute("aria-label", `${title}：怎么出`);
    times.setAttribute("aria-label", `${title}：几次`);
    how.append(...HOW[kind].map(([words], index) => new Option(words, String(index))));
    times.append(...TIMES.map(([words, value]) => new Option(words, value)));
    times.value = FIRST_TIMES[kind] ?? "";
    toggle.addEventListener("change", () => turn(kind, toggle.checked));
    for (const select of [how, times]) select.addEventListener("change", () => toggle.checked && turn(kind, true));
    return { element, how, times, toggle };
  }

  async function turn(kind, on) {
    const { how, times } = rows.get(kind);
    const options = { ...HOW[kind][Number(how.value)]?.[1], count: times.value ? Number(times.value) : null };
    await change([[kind, on ? options : null]]);
  }

  async function turnAll(faults) {
    const on = [...rows.keys()].filter((kind) => store.faults.get(kind)?.on);
    await change([...on.map((kind) => [kind, null]), ...faults]);
    pointOut();
  }

  async function change(faults) {
    try {
      for (const [kind, options] of faults) {
        store.take("fault", options ? await put(`faults/${kind}`, options) : await remove(`faults/${kind}`));
      }
    } catch (problem) {
      notice(problem.message);
      draw();
    }
  }

  async function allWell() {
    await turnAll([]);
  }

  function draw() {
    for (const [kind, { element, how, times, toggle }] of rows) {
      const fault = store.faults.get(kind);
      const on = Boolean(fault?.on);
      toggle.checked = on;
      element.classList.toggle("on", on);
      slot(element, "sees").hidden = !on;
      const left = slot(element, "left");
      left.hidden = !on || fault.left === null;
      left.textContent = left.hidden ? "" : `还剩 ${fault.left} 次`;
      if (!on) continue;
      matchHow(how, kind, fault);
      matchTimes(times, fault);
    }
    tell();
  }

  function pointOut() {
    const [first] = [...rows.values()].filter((row) => row.toggle.checked);
    first?.element.scrollIntoView({ block: "nearest" });
  }

  function tell() {
    const on = store.faultsOn();
    slot(page, "faults-on").textContent = on ? `开着 ${on} 个` : "都关着";
    for (const button of page.querySelectorAll('[data-act="all-well"]')) button.hidden = on === 0;
    for (const badge of page.querySelectorAll('[data-slot="fault-count"]')) {
      badge.hidden = on === 0;
      badge.textContent = on;
    }
    for (const side of page.querySelectorAll("[data-side-of-faults]")) {
      const here = side.querySelectorAll("li.on").length;
      slot(side, "here").textContent = here ? `开着 ${here} 个` : "";
      if (here) side.open = true;
    }
  }

  for (const name of ["fault", "reload"]) store.on(name, draw);
  draw();
}

/** Shows the choice that is in force; one set from elsewhere is shown in the sandbox's own words. */
function matchHow(select, kind, fault) {
  const known = HOW[kind].findIndex(([, options]) => isSame(options, fault));
  select.querySelector('[value="other"]')?.remove();
  if (known < 0) select.append(new Option(fault.hint, "other"));
  select.value = known < 0 ? "other" : String(known);
}

function matchTimes(select, fault) {
  const value = fault.count === null ? "" : String(fault.count);
  select.querySelector("[data-other]")?.remove();
  if (![...select.options].some((option) => option.value === value)) {
    const other = new Option(`${value} 次`, value);
    other.dataset.other = "";
    select.append(other);
  }
  select.value = value;
}
