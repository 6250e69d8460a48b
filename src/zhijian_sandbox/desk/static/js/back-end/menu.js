// 后台做的菜单: up to three buttons, each doing something or opening up to five others.
import { put, remove } from "../api.js";
import { act, clone, slot } from "../dom.js";
import { notice } from "../notice.js";
import { doing } from "./doing.js";
import { watchUnsaved } from "./unsaved.js";

const MOST = 3;
const MOST_UNDER = 5;

export function editMenu(page) {
  const form = page.querySelector("[data-own-menu]");
  const list = form.querySelector("[data-buttons]");
  const add = act(form, "add-button");
  const unsaved = watchUnsaved(form);
  let shelf = null;
  let buttons = [];

  function button(made, { under, removed }) {
    const element = clone("menu-button");
    const name = element.querySelector("[data-name]");
    const below = element.querySelector("[data-under]");
    const addUnder = act(element, "add-under");
    let entries = [];
    name.value = made.name ?? "";
    name.setAttribute("aria-label", under ? "子菜单上的字" : "按钮上的字");
    const { list: found = [] } = made.sub_button ?? {};
    const { name: _, sub_button: __, ...does } = made;
    const task = doing({
      made: found.length ? { type: "sub" } : does,
      holds: "value",
      shelf,
      name: under ? "这一项" : "这个按钮",
      more: under ? ["view"] : ["sub", "view"],
      changed: draw,
    });
    element.querySelector("[data-does]").append(task.element);

    function addEntry(entry) {
      const one = button(entry, {
        under: true,
        removed() {
          entries = entries.filter((other) => other !== one);
          draw();
          unsaved.touch();
          addUnder.focus();
        },
      });
      entries.push(one);
      return one;
    }

    function draw() {
      const isSub = task.kind() === "sub";
      if (isSub && entries.length === 0) addEntry({});
      below.replaceChildren(...(isSub ? entries.map((one) => one.element) : []));
      below.hidden = !isSub;
      addUnder.hidden = !isSub || entries.length >= MOST_UNDER;
      for (const one of entries) act(one.element, "remove-button").hidden = entries.length === 1;
    }

    for (const entry of found) addEntry(entry);
    act(element, "remove-button").addEventListener("click", removed);
    addUnder.addEventListener("click", () => {
      const one = addEntry({});
      draw();
      one.element.querySelector("[data-name]").focus();
      unsaved.touch();
    });
    draw();
    return {
      element,
      called: () => name.value.trim(),
      hasMore: () => task.kind() === "sub",
      read: () => (task.kind() === "sub"
        ? { name: name.value.trim(), sub_button: { list: entries.map((one) => one.read()) } }
        : { ...task.read(), name: name.value.trim() }),
    };
  }

  function addButton(made) {
    const one = button(made, {
      under: false,
      removed() {
        buttons = buttons.filter((other) => other !== one);
        draw();
        unsaved.touch();
        add.focus();
      },
    });
    buttons.push(one);
    return one;
  }

  function draw() {
    list.replaceChildren(...buttons.map((one) => one.element));
    slot(form, "no-buttons").hidden = buttons.length > 0;
    add.hidden = buttons.length >= MOST;
    drawBar();
  }

  /** As a phone shows it, below. */
  function drawBar() {
    const bar = form.querySelector("[data-bar]");
    bar.replaceChildren(...buttons.map((one) => {
      const key = document.createElement("span");
      key.textContent = `${one.hasMore() ? "≡ " : ""}${one.called() || "……"}`;
      return key;
    }));
    bar.hidden = buttons.length === 0;
  }

  form.addEventListener("input", drawBar);
  form.addEventListener("change", drawBar);
  add.addEventListener("click", () => {
    const one = addButton({});
    draw();
    one.element.querySelector("[data-name]").focus();
    unsaved.touch();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if (buttons.length) await put(`${shelf.path}/backend-menu`, { button: buttons.map((one) => one.read()) });
      else await remove(`${shelf.path}/backend-menu`);
      unsaved.clean("存好了");
    } catch (problem) {
      notice(problem.message);
    }
  });
  return {
    isDirty: unsaved.isDirty,
    show(made, from) {
      shelf = from;
      buttons = [];
      for (const one of made.button ?? []) addButton(one);
      draw();
      unsaved.clean();
    },
    /** Ready-made, to be kept or not; only where there is nothing yet. */
    offer(made) {
      if (buttons.length) return;
      for (const one of made.button) addButton(one);
      draw();
      unsaved.touch();
    },
  };
}
