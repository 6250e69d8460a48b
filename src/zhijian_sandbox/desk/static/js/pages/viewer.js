// One picture or film, whole.
import { act, clone, slot } from "../dom.js";

export function viewer(phone, kind, url, title) {
  const element = clone("viewer");
  slot(element, "title").textContent = title;
  const whole = clone(kind === "video" ? "whole-video" : "whole-image");
  whole.addEventListener("error", () => phone.say(kind === "video" ? "这段视频电脑放不了，产品收到的是好的" : "这张图没有了"), { once: true });
  whole.src = url;
  element.querySelector("[data-whole]").append(whole);
  act(element, "back").addEventListener("click", () => phone.pop());
  return { element };
}
