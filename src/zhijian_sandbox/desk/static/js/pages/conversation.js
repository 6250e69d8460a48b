// A conversation with an account: the flow of bubbles, and below it the menu or the keyboard.
import { get, post } from "../api.js";
import { act, slot, clone } from "../dom.js";
import { keepFlow } from "../talk/flow.js";
import { foot } from "../talk/foot.js";
import { account } from "./account.js";

export function conversation(phone, appid) {
  const element = clone("conversation");
  element.dataset.conversation = appid;
  const leaving = new AbortController();
  const path = `followers/${phone.follower.id}/chats/${encodeURIComponent(appid)}`;
  const flow = keepFlow(phone, element, path, leaving.signal);
  const below = foot(phone, appid, element, leaving.signal);
  const isHere = (thing) => thing.follower === phone.follower.id && thing.appid === appid;
  let chat = null;

  async function load() {
    try {
      const answer = await get(path);
      take(answer.chat);
      flow.fill(answer);
      below.fill(answer.chat, answer.menu);
    } catch (problem) {
      phone.say(problem.message);
    }
  }

  function take(news) {
    chat = news;
    element.querySelector("h3").textContent = chat.typing ? "对方正在输入…" : chat.name;
    countElsewhere();
    read();
  }

  function countElsewhere() {
    const others = [...(phone.chats?.values() ?? [])].filter((one) => one.appid !== appid);
    const unread = others.reduce((sum, one) => sum + one.unread, 0);
    const badge = slot(element, "elsewhere");
    badge.hidden = unread === 0;
    badge.textContent = unread;
    act(element, "back").setAttribute("aria-label", unread ? `返回，${unread}条未读` : "返回");
  }

  function read() {
    if (!chat?.unread || element.hidden || !phone.isSeen()) return;
    chat.unread = 0;
    post(`${path}/read`).then((answer) => phone.store.take("chat", answer)).catch(() => {});
  }

  phone.store.on("chat", (news) => {
    if (news.follower !== phone.follower.id) return;
    if (news.appid !== appid) return countElsewhere();
    const changed = chat && chat.following !== news.following;
    take(news);
    if (changed) below.follow(news.following);
  }, leaving.signal);
  phone.store.on("bubble", (bubble) => {
    if (!isHere(bubble)) return;
    flow.take(bubble);
    read();
  }, leaving.signal);
  phone.store.on("menu", (news) => news.appid === appid && below.menu(news.special?.[phone.follower.id] ?? news.menu), leaving.signal);
  document.addEventListener("visibilitychange", read, { signal: leaving.signal });
  act(element, "back").addEventListener("click", () => phone.pop());
  act(element, "account").addEventListener("click", () => phone.push(account(phone, appid)));
  if (phone.follows(appid)) phone.act("enter", { appid });
  load();

  return {
    element,
    appid,
    shown() {
      read();
      flow.shown();
    },
    left: () => leaving.abort(),
  };
}
