// The phones on the desk: laid side by side, one per person; on a narrow page only one is in the hand.
import { Phone } from "./phone.js";
import { clone, fill, slot } from "./dom.js";
import { paintAvatar } from "./avatar.js";
import { offerNewPhone } from "./new-phone.js";
import { closeSheets } from "./sheets.js";

export function layPhones(page, store) {
  const place = page.querySelector("[data-phones]");
  const empty = page.querySelector("[data-empty]");
  const strip = slot(page.querySelector(".strip"), "who");
  const elsewhere = slot(page.querySelector(".strip"), "elsewhere");
  const list = page.querySelector("[data-who]");
  const phones = new Map();
  let inHand = sessionStorage.getItem("zj-in-hand");

  function add(follower) {
    const phone = new Phone(store, follower);
    phones.set(follower.id, phone);
    const after = [...phones.values()].find((other) => other.follower.number > follower.number);
    place.insertBefore(phone.element, after ? after.element : null);
    if (after) sortPhones();
    arrange();
    phone.start();
  }

  function sortPhones() {
    const sorted = [...phones.values()].sort((one, other) => one.follower.number - other.follower.number);
    phones.clear();
    for (const phone of sorted) phones.set(phone.follower.id, phone);
  }

  function drop(id) {
    phones.get(id)?.leave();
    phones.delete(id);
    arrange();
  }

  function arrange() {
    place.dataset.count = phones.size;
    empty.hidden = phones.size > 0;
    take(phones.has(inHand) ? inHand : phones.keys().next().value);
  }

  function tellUnread() {
    list.replaceChildren(...[...phones.values()].map(whoRow));
    const others = [...phones.values()].filter((phone) => phone.follower.id !== inHand);
    elsewhere.hidden = !others.some((phone) => phone.follower.unread);
  }

  function take(id) {
    inHand = id;
    if (id) sessionStorage.setItem("zj-in-hand", id);
    for (const phone of phones.values()) phone.element.classList.toggle("here", phone.follower.id === id);
    strip.textContent = phones.get(id)?.follower.name || "没有手机";
    tellUnread();
    phones.get(id)?.seen();
  }

  function whoRow(phone) {
    const row = clone("who-row");
    fill(row, { name: phone.follower.name, note: phone.follower.note });
    paintAvatar(slot(row, "avatar"), phone.follower);
    const unread = slot(row, "unread");
    unread.textContent = phone.follower.unread;
    unread.hidden = !phone.follower.unread;
    const button = row.querySelector("button");
    button.dataset.take = phone.follower.id;
    if (phone.follower.id === inHand) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => {
      take(phone.follower.id);
      closeSheets(page);
    });
    return row;
  }

  function rebuild() {
    for (const id of [...phones.keys()]) if (!store.followers.has(id)) drop(id);
    for (const follower of store.followers.values()) {
      if (phones.has(follower.id)) phones.get(follower.id).restart(follower);
      else add(follower);
    }
    arrange();
  }

  store.on("follower", (follower) => {
    if (phones.has(follower.id)) {
      phones.get(follower.id).change(follower);
      arrange();
    } else add(follower);
  });
  // Whoever is off the desk, as the town that practises is, changes nothing here.
  store.on("chat", (chat) => phones.has(chat.follower) && tellUnread());
  store.on("follower-gone", ({ id }) => drop(id));
  store.on("reload", rebuild);
  offerNewPhone(page, store, take);
  rebuild();
  return phones;
}
