// One line at the top of the desk for what went wrong: gone after a while, or when it is over.
const SHOWN_MS = 6000;
let timer = 0;

export function notice(words, { stays = false } = {}) {
  const place = document.querySelector("[data-notice]");
  place.textContent = words;
  clearTimeout(timer);
  if (words && !stays) timer = setTimeout(() => (place.textContent = ""), SHOWN_MS);
}
