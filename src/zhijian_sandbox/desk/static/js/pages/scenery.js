// A neighbour's few lines: to be read, not answered.
import { act, clone, slot } from "../dom.js";
import { paintAvatar } from "../avatar.js";
import { spokenWhen } from "../when.js";
import { paintNeighbour } from "./chat-rows.js";

export function scenery(phone, neighbour) {
  const element = clone("scenery");
  slot(element, "title").textContent = neighbour.name;
  act(element, "back").addEventListener("click", () => phone.pop());
  const when = clone("when");
  when.textContent = spokenWhen(neighbour.wrote, phone.store.now());
  element.querySelector("[data-flow]").append(when, ...neighbour.says.map((line) => {
    const message = clone("msg");
    message.classList.toggle("me", Boolean(line.mine));
    if (line.mine) paintAvatar(slot(message, "avatar"), phone.follower);
    else paintNeighbour(slot(message, "avatar"), neighbour);
    const words = clone("text");
    words.textContent = line.text;
    slot(message, "said").append(words);
    return message;
  }));
  return { element };
}
