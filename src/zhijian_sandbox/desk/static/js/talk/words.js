// Words: text with links in it, and the choices of a service menu.
import { clone, fill, slot } from "../dom.js";
import { isWebAddress, openLink } from "./open.js";

export function text(phone, bubble) {
  const element = clone("text");
  element.append(...(bubble.runs ?? [{ text: bubble.content }]).map((run) => {
    if (run.href) return anchor(phone, bubble, run);
    if (run.sends) return sender(phone, bubble, run.sends, run.text);
    return document.createTextNode(run.text);
  }));
  return element;
}

export function options(phone, bubble) {
  const element = fill(clone("msgmenu"), { head: bubble.head, tail: bubble.tail });
  slot(element, "items").append(...bubble.items.map((item) => {
    const line = document.createElement("li");
    line.append(sender(phone, bubble, item, item.content));
    return line;
  }));
  return element;
}

function anchor(phone, bubble, run) {
  const link = document.createElement("a");
  if (isWebAddress(run.href)) link.href = run.href;
  else link.tabIndex = 0;
  link.textContent = run.text;
  link.rel = "noopener noreferrer";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openLink(phone, bubble, run.href, run.text);
  });
  return link;
}

function sender(phone, bubble, { id, content }, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sends";
  button.textContent = words;
  button.addEventListener("click", () => phone.act("text", { appid: bubble.appid, content, menu_id: id }));
  return button;
}
