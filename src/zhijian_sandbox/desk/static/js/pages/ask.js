// A few fields from below, inside a phone. Gives {name: value} of what was typed, or null when nothing was wanted.
import { clone, slot } from "../dom.js";

export function ask(phone, title, fields, yes = "好") {
  return new Promise((resolve) => {
    const veil = clone("ask");
    const form = veil.querySelector("form");
    const before = document.activeElement;
    slot(veil, "title").textContent = title;
    veil.firstElementChild.setAttribute("aria-label", title);
    slot(veil, "yes").textContent = yes;
    slot(veil, "fields").append(...fields.map(({ label, ...settings }) => {
      const row = clone("ask-field");
      slot(row, "label").textContent = label;
      Object.assign(row.querySelector("input"), settings);
      return row;
    }));

    function close(values) {
      veil.remove();
      before?.focus?.({ preventScroll: true });
      resolve(values);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close(Object.fromEntries([...form.querySelectorAll("input")].map((input) => [input.name, input.value.trim()])));
    });
    veil.addEventListener("click", (event) => {
      if (event.target === veil || event.target.closest("[data-choice]")) close(null);
    });
    veil.addEventListener("keydown", (event) => event.key === "Escape" && close(null));
    phone.screen.append(veil);
    form.querySelector("input").focus({ preventScroll: true });
  });
}
