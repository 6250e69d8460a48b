// 订阅号消息: the subscription accounts across the top, below them what they sent, the latest first.
import { get } from "../api.js";
import { act, clone, fill, slot } from "../dom.js";
import { paintAccount } from "../avatar.js";
import { card, link } from "../talk/cards.js";
import { summary } from "../talk/summary.js";
import { listTime } from "../when.js";

const SENT = new Set(["push", "preview"]);
const LOOKED_AT = 30;

export function folder(phone) {
  const element = clone("folder");
  const leaving = new AbortController();
  const accounts = element.querySelector("[data-subscriptions]");
  const feed = element.querySelector("[data-feed]");
  act(element, "back").addEventListener("click", () => phone.pop());

  const chats = () => [...phone.chats.values()].filter((chat) => chat.kind === "subscription");

  async function draw() {
    accounts.replaceChildren(...chats().map(accountTile));
    const heard = await Promise.all(chats().filter((chat) => chat.last).map(fetched));
    const posts = heard.flat().sort((one, other) => other.bubble.id - one.bubble.id);
    feed.replaceChildren(...posts.map(entry));
    slot(element, "none").hidden = posts.length > 0;
  }

  /** Of each account: what it pushed, and else the last it said. */
  async function fetched(chat) {
    const path = `followers/${phone.follower.id}/chats/${encodeURIComponent(chat.appid)}?limit=${LOOKED_AT}`;
    const { bubbles } = await get(path).catch(() => ({ bubbles: [] }));
    const said = bubbles.filter((bubble) => bubble.side === "account");
    const pushed = said.filter((bubble) => SENT.has(bubble.via));
    return (pushed.length ? pushed : said.slice(-1)).map((bubble) => ({ chat, bubble }));
  }

  function accountTile(chat) {
    const tile = fill(clone("subscription"), { name: chat.name });
    paintAccount(slot(tile, "avatar"));
    tile.querySelector(".unread").hidden = !chat.unread;
    const button = tile.querySelector("button");
    button.dataset.chat = chat.appid;
    button.addEventListener("click", () => phone.openChat(chat.appid, { keep: true }));
    return tile;
  }

  function entry({ chat, bubble }) {
    const item = fill(clone("feed-entry"), { name: chat.name, time: listTime(bubble.at, phone.store.now()) });
    item.dataset.feed = bubble.id;
    paintAccount(slot(item, "avatar"));
    item.querySelector("button").addEventListener("click", () => phone.openChat(chat.appid, { keep: true }));
    item.append(body(bubble));
    return item;
  }

  function body(bubble) {
    if (bubble.kind === "news") return bubble.articles.length > 1 || SENT.has(bubble.via) ? card(phone, bubble) : link(phone, bubble, bubble.articles[0]);
    const words = clone("feed-words");
    words.textContent = summary(bubble);
    return words;
  }

  for (const name of ["bubble", "chat"]) {
    phone.store.on(name, (news) => news.follower === phone.follower.id && draw(), leaving.signal);
  }
  return { element, shown: draw, left: () => leaving.abort() };
}
