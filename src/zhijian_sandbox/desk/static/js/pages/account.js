// An account's own page: follow, go in, follow no more. A scanned code leads here, and following then carries its scene.
import { get } from "../api.js";
import { act, clone, fill, slot } from "../dom.js";
import { choose } from "./choose.js";
import { nameCard } from "./name-card.js";
import { notices } from "./notices.js";

const MODES = { safe: "安全模式", compatible: "兼容模式", plain: "明文模式" };

export function account(phone, appid, { scanned = null } = {}) {
  const element = clone("account");
  element.dataset.account = appid;
  const leaving = new AbortController();
  let following = phone.follower.accounts.some((one) => one.appid === appid && one.following);

  function draw() {
    const app = phone.store.apps.get(appid);
    if (!app) return;
    const kind = app.kind === "service" ? "服务号" : "订阅号";
    fill(element, {
      name: app.name,
      kind: app.verified ? `${kind} · 已认证` : `${kind} · 未认证`,
      "gh-id": app.gh_id,
      followers: `${app.followers} 人`,
      mode: MODES[app.mode] ?? app.mode,
      "back-end": app.server_enabled ? "产品在答" : "后台自己在答",
    });
    element.querySelector("[data-back-end-of]").href = `/back-end#${encodeURIComponent(appid)}`;
    const tie = phone.follower.accounts.find((one) => one.appid === appid);
    slot(element, "blocked").hidden = !tie?.blacklisted;
    act(element, "follow").hidden = following;
    act(element, "enter").hidden = !following;
    act(element, "unfollow").hidden = !following;
  }

  act(element, "notices").addEventListener("click", () => phone.push(notices(phone, appid)));
  act(element, "card").addEventListener("click", () => phone.push(nameCard(phone, appid)));
  act(element, "back").addEventListener("click", () => phone.pop());
  act(element, "enter").addEventListener("click", () => phone.openChat(appid));
  act(element, "follow").addEventListener("click", async () => {
    const how = scanned?.ticket ? { ticket: scanned.ticket } : {};
    if (await phone.act("follow", { appid, ...how })) phone.openChat(appid);
  });
  act(element, "unfollow").addEventListener("click", async () => {
    const name = phone.store.apps.get(appid).name;
    const sure = await choose(phone, `不再关注“${name}”？以后收不到它的消息。`, [
      { label: "不再关注", value: "yes", danger: true },
    ]);
    if (sure === "yes" && (await phone.act("unfollow", { appid }))) {
      following = false;
      draw();
      phone.say("已经不再关注");
    }
  });
  phone.store.on("chat", (chat) => {
    if (chat.follower !== phone.follower.id || chat.appid !== appid) return;
    following = chat.following;
    draw();
  }, leaving.signal);
  phone.store.on("app", draw, leaving.signal);
  get(`apps/${appid}`).then((app) => phone.store.take("app", app)).catch(() => {});
  draw();
  return { element, left: () => leaving.abort() };
}
