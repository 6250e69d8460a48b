// On a narrow page the panels are sheets: a button opens one, and ×, the shade or Escape puts it away.
let opener = null;

export function openSheets(page) {
  const shade = page.querySelector("[data-shade]");
  for (const button of page.querySelectorAll("[data-sheet]")) {
    button.addEventListener("click", () => {
      const panel = page.querySelector(`[data-panel="${button.dataset.sheet}"]`);
      closeSheets(page);
      opener = button;
      panel.toggleAttribute("data-open", true);
      button.setAttribute("aria-expanded", "true");
      shade.hidden = false;
      panel.querySelector('[data-act="close-sheet"]').focus({ preventScroll: true });
    });
  }
  for (const button of page.querySelectorAll('[data-act="close-sheet"]')) button.addEventListener("click", () => closeSheets(page));
  shade.addEventListener("click", () => closeSheets(page));
  page.addEventListener("keydown", (event) => event.key === "Escape" && !shade.hidden && closeSheets(page));
}

export function closeSheets(page) {
  page.querySelector("[data-shade]").hidden = true;
  for (const panel of page.querySelectorAll("[data-panel][data-open]")) panel.removeAttribute("data-open");
  for (const button of page.querySelectorAll("[data-sheet]")) button.setAttribute("aria-expanded", "false");
  opener?.focus({ preventScroll: true });
  opener = null;
}
