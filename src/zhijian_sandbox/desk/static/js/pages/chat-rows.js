// Rows of the list of chats: an account, the folder of subscriptions, a neighbour.
import { clone, fill, slot } from "../dom.js";
import { paintAccount, paintAvatar, paintFolder } from "../avatar.js";
import { listTime } from "../when.js";
import { summary } from "../talk/summary.js";

export function lastWords(chat) {
  if (chat.last) return chat.last_text || summary(chat.last);
  return chat.following ? "点开，打个招呼" : "还没关注，点开看看";
}

export function chatRow(phone, chat, open) {
  const row = clone("chat-row");
  row.classList.add("pin");
  paintAccount(slot(row, "avatar"));
  count(row, chat.unread);
  fill(row, { name: chat.name, time: chat.at ? listTime(chat.at, phone.store.now()) : "", last: lastWords(chat) });
  const button = row.querySelector("button");
  button.dataset.chat = chat.appid;
  button.addEventListener("click", open);
  return row;
}

/** 订阅号消息: one row for all subscription accounts, with a dot instead of a number, as the real list has it. */
export function folderRow(phone, chats, open) {
  const row = clone("chat-row");
  row.classList.add("pin");
  paintFolder(slot(row, "avatar"));
  const [latest] = chats;
  const unread = chats.some((chat) => chat.unread);
  const badge = row.querySelector(".unread");
  badge.classList.add("dot");
  badge.hidden = !unread;
  badge.querySelector(".sr").textContent = "有新消息";
  fill(row, {
    name: "订阅号消息",
    time: latest.at ? listTime(latest.at, phone.store.now()) : "",
    last: latest.last ? `${latest.name}：${lastWords(latest)}` : chats.map((chat) => chat.name).join("、"),
  });
  const button = row.querySelector("button");
  button.dataset.folder = "";
  button.addEventListener("click", open);
  return row;
}

export function neighbourRow(phone, neighbour, open) {
  const row = clone("chat-row");
  paintNeighbour(slot(row, "avatar"), neighbour);
  row.querySelector(".mute").hidden = !neighbour.muted;
  fill(row, { name: neighbour.name, time: listTime(neighbour.wrote, phone.store.now()), last: neighbour.says.at(-1).text });
  row.querySelector("button").addEventListener("click", open);
  return row;
}

export function paintNeighbour(element, neighbour) {
  paintAvatar(element, { name: neighbour.face, avatar: neighbour.face, number: neighbour.tint + 1 });
}

function count(row, unread) {
  row.querySelector(".unread").hidden = !unread;
  slot(row, "unread").textContent = unread;
}
