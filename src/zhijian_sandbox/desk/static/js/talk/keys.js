// The drawn keyboard and its few words: it shows while one types on the desk. The real keyboard works all the time;
// this one helps where there is no Chinese input method at hand.
import { clone } from "../dom.js";
import { wordsFor } from "./pinyin.js";

const HIDE_AFTER_MS = 200;

export function drawKeys(composer, field, { changed, send }) {
  const keyboard = clone("keys");
  const row = keyboard.querySelector("[data-cands]");
  const shift = keyboard.querySelector('[data-key="shift"]');
  let hiding = 0;
  keyboard.hidden = true;
  composer.append(keyboard);

  function offer() {
    row.replaceChildren(...wordsFor(field.value).map(({ word, replaces }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = -1;
      button.textContent = word;
      button.addEventListener("click", () => {
        field.value = field.value.slice(0, field.value.length - replaces) + word;
        changed();
      });
      return button;
    }));
  }

  function type(key) {
    const capital = shift.getAttribute("aria-pressed") === "true";
    field.setRangeText(capital ? key.toUpperCase() : key, field.selectionStart, field.selectionEnd, "end");
    shift.setAttribute("aria-pressed", "false");
    changed();
  }

  const special = {
    shift: () => shift.setAttribute("aria-pressed", String(shift.getAttribute("aria-pressed") !== "true")),
    backspace() {
      const start = field.selectionStart === field.selectionEnd ? Math.max(0, field.selectionStart - 1) : field.selectionStart;
      field.setRangeText("", start, field.selectionEnd, "end");
      changed();
    },
    space() {
      const [first] = wordsFor(field.value);
      if (first?.replaces) row.querySelector("button").click();
      else type(" ");
    },
    hide: () => field.blur(),
    send,
  };

  keyboard.addEventListener("pointerdown", (event) => event.preventDefault());
  keyboard.addEventListener("mousedown", (event) => event.preventDefault());
  keyboard.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) (special[key] ?? (() => type(key)))();
  });
  field.addEventListener("focus", () => {
    clearTimeout(hiding);
    keyboard.hidden = false;
    offer();
  });
  // A moment's delay, so that what one clicks outside does not move away beneath the pointer.
  field.addEventListener("blur", () => (hiding = setTimeout(() => (keyboard.hidden = true), HIDE_AFTER_MS)));
  composer.addEventListener("typed", offer);
}
