// A phone's first page: four tabs, and what each shows.
import { hostWithin } from "../host.js";
import { remove, patch } from "../api.js";
import { act, clone, slot } from "../dom.js";
import { paintAvatar } from "../avatar.js";
import { listChats } from "./chats.js";
import { listAccounts } from "./contacts.js";
import { scan } from "./scan.js";
import { choose } from "./choose.js";
import { rename } from "./rename.js";
import { SIZES } from "../type-sizes.js";

export function home(phone) {
  const element = clone("home");
  const leaving = new AbortController();
  const chats = listChats(phone, element, leaving.signal);
  listAccounts(phone, element.querySelector("[data-accounts]"), leaving.signal);

  const more = act(element, "more");
  const popover = element.querySelector("[data-more]");
  function openMore(open) {
    popover.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
  }
  more.addEventListener("click", (event) => {
    event.stopPropagation();
    openMore(popover.hidden);
  });
  element.addEventListener("click", () => openMore(false));
  element.addEventListener("keydown", (event) => event.key === "Escape" && openMore(false));

  function go(tab) {
    for (const part of element.querySelectorAll("[data-tab]")) part.hidden = part.dataset.tab !== tab;
    for (const button of element.querySelectorAll("[data-go]")) {
      if (button.dataset.go === tab) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    more.hidden = tab !== "chats";
    if (tab === "chats") chats.count();
    else slot(element, "title").textContent = { contacts: "联系人", around: "转转", me: "我" }[tab];
  }
  for (const button of element.querySelectorAll("[data-go]")) {
    button.addEventListener("click", () => go(button.dataset.go));
  }
  for (const button of element.querySelectorAll('[data-act="scan"]')) {
    button.addEventListener("click", () => phone.push(scan(phone)));
  }
  act(element, "find-account").addEventListener("click", () => go("contacts"));
  showMe(phone, element, leaving.signal);

  return {
    element,
    shown: () => chats.draw(),
    left: () => leaving.abort(),
  };
}

function showMe(phone, element, signal) {
  const size = element.querySelector("[data-type-size]");
  function draw() {
    paintAvatar(slot(element, "my-avatar"), phone.follower);
    slot(element, "my-name").textContent = phone.follower.name;
    slot(element, "my-note").textContent = phone.follower.note;
    slot(element, "my-host").textContent = hostWithin(phone.follower);
    slot(element, "my-tape").textContent = [phone.follower.name, phone.follower.note].filter(Boolean).join(" · ");
    slot(element, "my-size").textContent = SIZES[phone.follower.type_size - 1];
    size.value = phone.follower.type_size;
    size.setAttribute("aria-valuetext", SIZES[phone.follower.type_size - 1]);
  }
  async function change(what) {
    try {
      phone.store.take("follower", await patch(`followers/${phone.follower.id}`, what));
    } catch (problem) {
      phone.say(problem.message);
    }
  }
  size.addEventListener("input", () => change({ type_size: Number(size.value) }));
  act(element, "rename").addEventListener("click", () => rename(phone));
  act(element, "remove-phone").addEventListener("click", async () => {
    const sure = await choose(phone, "把这部手机从桌上拿走？它的聊天也一起没了。", [
      { label: "拿走", value: "yes", danger: true },
    ]);
    if (sure !== "yes") return;
    try {
      await remove(`followers/${phone.follower.id}`);
      phone.store.take("follower-gone", { id: phone.follower.id });
    } catch (problem) {
      phone.say(problem.message);
    }
  });
  phone.store.on("follower", (follower) => follower.id === phone.follower.id && draw(), signal);
  draw();
}
