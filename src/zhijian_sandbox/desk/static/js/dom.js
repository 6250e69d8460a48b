// Takes pieces from the page's <template>s and fills their slots; text only, never markup.
export function clone(name) {
  const template = document.querySelector(`template[data-template="${name}"]`);
  return template.content.firstElementChild.cloneNode(true);
}

export function slot(element, name) {
  return element.querySelector(`[data-slot="${name}"]`);
}

export function act(element, name) {
  return element.querySelector(`[data-act="${name}"]`);
}

export function fill(element, words) {
  for (const [name, text] of Object.entries(words)) slot(element, name).textContent = text ?? "";
  return element;
}

/** A picture that may fail: then whatever is drawn beneath it is seen. */
export function picture(image, source) {
  image.addEventListener("error", () => image.classList.add("absent"), { once: true });
  if (source) image.src = source;
  else image.classList.add("absent");
}
