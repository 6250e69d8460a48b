// Where one types. Enter sends, but not while an input method is still composing; Shift+Enter breaks the line.
import { act, clone } from "../dom.js";
import { offerEmoji } from "./emoji.js";
import { offerThings } from "./attach.js";
import { offerVoice } from "./hold.js";
import { drawKeys } from "./keys.js";

export function composer(phone, appid, page, toMenu, signal) {
  const element = clone("composer");
  const form = element.querySelector("form");
  const field = element.querySelector("[data-field]");
  const draftOf = `${phone.follower.id}/${appid}`;
  field.setAttribute("aria-label", `${phone.follower.name}写给公众号的话`);
  field.value = phone.drafts.get(draftOf) ?? "";

  function changed() {
    phone.drafts.set(draftOf, field.value);
    const empty = field.value.trim() === "";
    act(element, "send").hidden = empty;
    act(element, "plus").hidden = !empty;
    element.dispatchEvent(new Event("typed"));
  }

  async function send() {
    const content = field.value;
    if (content.trim() === "") return;
    field.value = "";
    changed();
    const answer = await phone.act("text", { appid, content });
    if (!answer && field.value === "") {
      field.value = content;
      changed();
    }
  }

  const panels = [
    offerEmoji(element, (character) => {
      field.setRangeText(character, field.selectionStart, field.selectionEnd, "end");
      changed();
    }),
    offerThings(phone, appid, element),
  ];
  function open(panel) {
    for (const one of panels) one.show(one === panel && one.button.getAttribute("aria-expanded") !== "true");
  }
  for (const panel of panels) panel.button.addEventListener("click", () => open(panel));
  offerVoice(phone, appid, element, () => field.focus({ preventScroll: true }));
  drawKeys(element, field, { changed, send });

  field.addEventListener("input", changed);
  field.addEventListener("focus", () => open(null));
  field.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  act(element, "menu-bar").addEventListener("click", toMenu);
  signal.addEventListener("abort", () => phone.drafts.set(draftOf, field.value));
  changed();

  return {
    element,
    focus: () => field.focus({ preventScroll: true }),
    put: () => open(null),
    offerMenu: (there) => (act(element, "menu-bar").hidden = !there),
  };
}
