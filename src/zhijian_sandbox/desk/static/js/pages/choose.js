// Choices from below, inside a phone. Gives the chosen value, or "" when nothing was wanted.
import { clone, slot } from "../dom.js";

export function choose(phone, title, choices) {
  return new Promise((resolve) => {
    const veil = clone("choices");
    const before = document.activeElement;
    slot(veil, "title").textContent = title;
    veil.firstElementChild.setAttribute("aria-label", title);
    slot(veil, "list").append(...choices.map(({ label, value, note, danger }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.choice = value;
      button.textContent = label;
      button.classList.toggle("danger", Boolean(danger));
      if (note) {
        const small = document.createElement("small");
        small.textContent = note;
        button.append(small);
      }
      return button;
    }));
    function close(value) {
      veil.remove();
      before?.focus?.({ preventScroll: true });
      resolve(value);
    }
    veil.addEventListener("click", (event) => {
      const button = event.target.closest("[data-choice]");
      if (button) close(button.dataset.choice);
      else if (event.target === veil) close("");
    });
    veil.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close("");
      if (event.key === "Tab") holdFocus(veil, event);
    });
    phone.screen.append(veil);
    veil.querySelector("button").focus({ preventScroll: true });
  });
}

function holdFocus(veil, event) {
  const buttons = [...veil.querySelectorAll("button")];
  const last = event.shiftKey ? buttons[0] : buttons.at(-1);
  if (document.activeElement !== last) return;
  event.preventDefault();
  (event.shiftKey ? buttons.at(-1) : buttons[0]).focus();
}
