// The account's menu. A button with entries opens them; any other acts. data-menu is the path: "1", "1-0".
import { act, clone, slot } from "../dom.js";
import { scan } from "../pages/scan.js";
import { askPlace } from "./place.js";

export function menuBar(phone, appid, buttons, toKeyboard) {
  const bar = clone("menu-bar");
  act(bar, "keyboard").addEventListener("click", toKeyboard);
  bar.append(...buttons.map((button, index) => topButton(button, index)));

  function topButton(button, index) {
    const top = clone("menu-button");
    const key = top.querySelector("button");
    slot(top, "name").textContent = button.name;
    key.dataset.menu = String(index);
    top.classList.toggle("plain", !button.sub?.length);
    if (!button.sub?.length) {
      key.addEventListener("click", () => {
        close();
        tap(button, [index]);
      });
      return top;
    }
    const entries = clone("menu-sub");
    entries.append(...button.sub.map((entry, place) => subEntry(entry, [index, place])));
    key.setAttribute("aria-expanded", "false");
    key.setAttribute("aria-haspopup", "true");
    key.addEventListener("click", () => {
      const open = entries.hidden;
      close();
      entries.hidden = !open;
      key.setAttribute("aria-expanded", String(open));
    });
    top.append(entries);
    return top;
  }

  function subEntry(entry, path) {
    const item = clone("menu-entry");
    const key = item.querySelector("button");
    key.textContent = entry.name;
    key.dataset.menu = path.join("-");
    key.addEventListener("click", () => {
      close();
      tap(entry, path);
    });
    return item;
  }

  function close() {
    for (const entries of bar.querySelectorAll(".sub")) entries.hidden = true;
    for (const key of bar.querySelectorAll("[aria-expanded]")) key.setAttribute("aria-expanded", "false");
  }

  async function tap(button, path) {
    if (button.type?.startsWith("scancode")) {
      return phone.push(scan(phone, { choosing: (code) => send(button, { path, result: code.url }) }));
    }
    if (button.type === "location_select") {
      const place = await askPlace(phone);
      return place && send(button, { path, ...place });
    }
    return send(button, { path });
  }

  async function send(button, body) {
    const answer = await phone.act("menu", { appid, ...body });
    if (answer?.open_url) phone.openPage(answer.open_url, button.name);
  }

  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = bar.querySelector('[aria-expanded="true"]');
    close();
    open?.focus();
  });
  bar.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !bar.contains(event.relatedTarget)) close();
  });
  return bar;
}
