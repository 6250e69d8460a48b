// An account's code on the screen of a phone, for another phone to scan.
import { act, clone, fill, slot } from "../dom.js";
import { codePicture } from "../codes.js";

export function nameCard(phone, appid) {
  const app = phone.store.apps.get(appid);
  const element = fill(clone("name-card"), { name: app?.name ?? "" });
  const code = phone.store.qrcodes.find((one) => one.appid === appid && !one.ticket) ?? { appid };
  slot(element, "picture").src = codePicture(code);
  const others = [...phone.store.followers.values()].filter((one) => one.id !== phone.follower.id);
  slot(element, "phones").append(...others.map((other) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `给${other.name}扫`;
    button.addEventListener("click", () => phone.store.dispatchEvent(new CustomEvent("hand-over", { detail: { to: other.id, code } })));
    return button;
  }));
  act(element, "back").addEventListener("click", () => phone.pop());
  return { element };
}
