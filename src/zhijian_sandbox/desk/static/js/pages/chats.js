// The list of chats: our accounts first, subscription accounts in their folder, then the neighbours for company.
import { get } from "../api.js";
import { slot } from "../dom.js";
import { summary } from "../talk/summary.js";
import { account } from "./account.js";
import { chatRow, folderRow, neighbourRow } from "./chat-rows.js";
import { folder } from "./folder.js";
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
    const inFolder = ours.filter((chat) => chat.kind === "subscription");
    const rows = ours.filter((chat) => chat.kind !== "subscription").map((chat) => [chat.at, chatRow(phone, chat, () => open(chat))]);
    if (inFolder.length) rows.push([inFolder[0].at, folderRow(phone, inFolder, () => phone.push(folder(phone)))]);
    rows.sort(([one], [other]) => (other ?? 0) - (one ?? 0));
    const neighbours = neighboursOf(phone.follower, phone.store.now())
      .map((one) => neighbourRow(phone, one, () => phone.push(scenery(phone, one))));
    const wanted = [...rows.map(([, row]) => row), ...neighbours].filter((row) => !words || row.textContent.includes(words));
    list.replaceChildren(...wanted);
    count();
  }

  function count() {
    // The folder has a dot; only what stands in the list itself is counted, as on a real phone.
    const unread = [...chats.values()].filter((chat) => chat.kind !== "subscription").reduce((sum, chat) => sum + chat.unread, 0);
    if (!page.querySelector('[data-tab="chats"]').hidden) {
      slot(page, "title").textContent = unread ? `聊天 (${unread})` : "聊天";
    }
    phone.chats = chats;
  }

  function open(chat) {
    if (chat.following || chat.last) phone.openChat(chat.appid);
    else phone.push(account(phone, chat.appid));
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
