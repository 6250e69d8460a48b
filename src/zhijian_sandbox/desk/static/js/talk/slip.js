// A notice one had allowed, or a template message: a title, rows of name and value, perhaps a page behind it.
import { clone, fill, slot } from "../dom.js";
import { openLink } from "./open.js";

export function slip(phone, bubble) {
  const element = fill(clone("slip"), { title: bubble.title, from: bubble.via === "notice" ? "订阅通知" : "服务通知" });
  slot(element, "rows").append(...bubble.rows.flatMap(({ name, value }) => {
    const [term, words] = ["dt", "dd"].map((tag) => document.createElement(tag));
    term.textContent = name;
    words.textContent = value;
    return [term, words];
  }));
  const button = element.querySelector("button");
  button.hidden = !bubble.url && !bubble.miniprogram;
  button.addEventListener("click", () => {
    if (bubble.miniprogram) phone.say("小程序，桌上打不开");
    else openLink(phone, bubble, bubble.url, bubble.title);
  });
  return element;
}
