// The list of chats: our accounts first, then the neighbours who are there for company.
import { get } from "../api.js";
import { clone, fill, slot } from "../dom.js";
import { paintAccount, paintAvatar } from "../avatar.js";
import { listTime } from "../when.js";
import { summary } from "../talk/summary.js";
import { account } from "./account.js";
import { scenery } from "./scenery.js";
import { neighboursOf } from "./neighbours.js";

export function listChats(phone, page, signal) {
  const list = page.querySelector("[data-chats]");
  const find = page.querySelector("[data-find]");
  const chats = new Map();

  async function load() {
    const screen = await get(`followers/${phone.follower.id}/screen`).catch(() => ({ chats: [] }));
    for (const chat of screen.chats) chats.set(chat.appid, chat);
    draw();
  }

  function draw() {
    const words = find.value.trim();
    const ours = [...chats.values()].sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
    const rows = [...ours.map(chatRow), ...neighboursOf(phone.follower, phone.store.now()).map(sceneryRow)];
    const wanted = rows.filter((row) => !words || row.textContent.includes(words));
    list.replaceChildren(...wanted);
    count();
  }

  function count() {
    const unread = [...chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
    if (!page.querySelector('[data-tab="chats"]').hidden) {
      slot(page, "title").textContent = unread ? `聊天 (${unread})` : "聊天";
    }
    phone.chats = chats;
  }

  function chatRow(chat) {
    const row = clone("chat-row");
    row.classList.add("pin");
    paintAccount(slot(row, "avatar"));
    const badge = row.querySelector(".unread");
    badge.hidden = !chat.unread;
    fill(row, {
      name: chat.name,
      unread: chat.unread,
      time: chat.at ? listTime(chat.at, phone.store.now()) : "",
      last: chat.last ? chat.last_text || summary(chat.last) : chat.following ? "点开，打个招呼" : "还没关注，点开看看",
    });
    const button = row.querySelector("button");
    button.dataset.chat = chat.appid;
    button.addEventListener("click", () => {
      if (chat.following || chat.last) phone.openChat(chat.appid);
      else phone.push(account(phone, chat.appid));
    });
    return row;
  }

  function sceneryRow(neighbour) {
    const row = clone("chat-row");
    paintNeighbour(slot(row, "avatar"), neighbour);
    row.querySelector(".mute").hidden = !neighbour.muted;
    fill(row, { name: neighbour.name, time: listTime(neighbour.wrote, phone.store.now()), last: neighbour.says.at(-1).text });
    row.querySelector("button").addEventListener("click", () => phone.push(scenery(phone, neighbour)));
    return row;
  }

  find.addEventListener("input", () => {
    find.parentElement.classList.toggle("busy", find.value !== "");
    draw();
  });
  phone.store.on("chat", (chat) => {
    if (chat.follower !== phone.follower.id) return;
    chats.set(chat.appid, chat);
    draw();
  }, signal);
  phone.store.on("bubble", (bubble) => {
    const chat = chats.get(bubble.appid);
    if (bubble.follower !== phone.follower.id || !chat || bubble.id < (chat.last?.id ?? 0)) return;
    chats.set(bubble.appid, { ...chat, last: bubble, last_text: summary(bubble), at: bubble.at });
    draw();
  }, signal);
  phone.store.on("clock", draw, signal);
  phone.store.on("app", load, signal);
  phone.store.on("app-gone", ({ appid }) => {
    chats.delete(appid);
    draw();
  }, signal);
  load();
  return { draw, count };
}

export function paintNeighbour(element, neighbour) {
  paintAvatar(element, { name: neighbour.face, avatar: neighbour.face, number: neighbour.tint + 1 });
}
