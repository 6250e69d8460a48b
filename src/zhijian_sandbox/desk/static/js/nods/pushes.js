// Push protection: what waits for the administrator lies on the desk as a slip, to be nodded at or not.
import { get, post } from "../api.js";
import { clone, fill, slot } from "../dom.js";
import { notice } from "../notice.js";
import { clockTime } from "../when.js";

export function showWaitingPushes(page, store) {
  const place = page.querySelector("[data-nods]");
  const waiting = new Map();

  function take(push) {
    if (push.state === "waiting") waiting.set(push.msg_id, push);
    else waiting.delete(push.msg_id);
    draw();
  }

  function draw() {
    place.replaceChildren(...[...waiting.values()].map(slip));
    place.hidden = waiting.size === 0;
  }

  function slip(push) {
    const name = store.apps.get(push.appid)?.name ?? "公众号";
    const until = push.confirm_before ? `${clockTime(push.confirm_before)} 前不点头，就算没发成` : "";
    const element = fill(clone("nod"), { who: name, what: push.title || "一条消息", until });
    element.dataset.nod = push.msg_id;
    const [yes, no] = element.querySelectorAll("button");
    yes.addEventListener("click", () => settle(push, true));
    no.addEventListener("click", () => settle(push, false));
    return element;
  }

  async function settle(push, confirmed) {
    try {
      take(await post(`apps/${push.appid}/pushes/${push.msg_id}/confirmation`, { confirmed }));
    } catch (problem) {
      notice(problem.message);
      load();
    }
  }

  async function load() {
    waiting.clear();
    const answers = await Promise.all([...store.apps.keys()].map((appid) => get(`apps/${appid}/pushes?limit=20`).catch(() => ({ pushes: [] }))));
    for (const { pushes } of answers) for (const push of pushes) if (push.state === "waiting") waiting.set(push.msg_id, push);
    draw();
  }

  store.on("push", take);
  for (const name of ["reload", "app-gone"]) store.on(name, load);
  load();
}
