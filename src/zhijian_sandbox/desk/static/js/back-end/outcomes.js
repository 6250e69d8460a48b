// How the next publication, push and template message end; pushes that wait for a nod; what the platform announces.
import { get, post, put } from "../api.js";
import { act, clone, fill, slot } from "../dom.js";
import { notice } from "../notice.js";
import { clockTime } from "../when.js";

const USUAL = ["照常", {}];
const ENDS = {
  "next-publication": [
    USUAL,
    ["第一篇没过原创审核", { publish_status: 2, fail_idx: [1] }],
    ["没发成，说不清为什么", { publish_status: 3, fail_idx: [1] }],
    ["没过平台审核", { publish_status: 4, fail_idx: [1] }],
  ],
  "next-push": [
    USUAL,
    ["发成了，有 1 个人没收到", { status: "send success", errors: 1 }],
    ["没发成，说不清为什么", { status: "send fail", errors: 0 }],
    ["被判涉嫌广告", { status: "err(10001)", errors: 0 }],
    ["被判涉嫌违法犯罪", { status: "err(20006)", errors: 0 }],
    ["被判涉嫌版权", { status: "err(20013)", errors: 0 }],
    ["被判转载，不许群发", { status: "err(30002)", errors: 0, copyright: { check_state: 3, items: [{ article_idx: 1, audit_state: 3 }] } }],
    ["被判转载，照说好的不发", { status: "err(30003)", errors: 0, copyright: { check_state: 2, items: [{ article_idx: 1, audit_state: 2 }] } }],
    ["管理员不同意", { status: "err(40001)", errors: 0 }],
  ],
  "next-template-message": [
    USUAL,
    ["对方拒收", { status: "failed:user block" }],
    ["系统原因没送到", { status: "failed: system failed" }],
  ],
};
const TOLD = [
  ["annual_renew", "认证快到期了"],
  ["verify_expired", "认证过期了"],
  ["qualification_verify_success", "资质认证通过了"],
  ["qualification_verify_fail", "资质认证没通过"],
  ["naming_verify_success", "名称认证通过了"],
  ["naming_verify_fail", "名称认证没通过"],
];
const OTHER = "other";
const QUIET_MS = 400;

export function arrangeOutcomes(page, store) {
  const place = page.querySelector("[data-outcomes]");
  const selects = [...place.querySelectorAll("[data-outcome]")];
  const list = place.querySelector("[data-nods]");
  const kind = place.querySelector("[data-notice-kind]");
  let path = "";
  let appid = "";
  let timer = 0;

  for (const select of selects) {
    const ends = ENDS[select.dataset.outcome];
    select.append(...ends.map(([words], index) => new Option(words, index)));
    select.addEventListener("change", async () => {
      try {
        await put(`${path}/${select.dataset.outcome}`, ends[Number(select.value)][1]);
      } catch (problem) {
        notice(problem.message);
      }
      read();
    });
  }
  kind.append(...TOLD.map(([event, words]) => new Option(words, event)));
  act(place, "tell").addEventListener("click", async () => {
    const words = TOLD.find(([event]) => event === kind.value)[1];
    try {
      await post(`${path}/events`, { event: kind.value });
      slot(place, "told").textContent = `发了：${words}`;
    } catch (problem) {
      notice(problem.message);
    }
  });

  /** The option that says what is set; one made by the control API is named as it is. */
  function drawEnd(select, set) {
    const ends = ENDS[select.dataset.outcome];
    select.querySelector(`[value="${OTHER}"]`)?.remove();
    const index = ends.findIndex(([, end]) => isSame(end, set));
    if (index < 0) select.append(new Option(`另有安排：${set.status ?? set.publish_status ?? ""}`, OTHER));
    select.value = index < 0 ? OTHER : String(index);
    select.classList.toggle("set", index !== 0);
  }

  function slip(push) {
    const until = push.confirm_before ? `${clockTime(push.confirm_before)} 前不点头，就算没发成` : "";
    const element = fill(clone("nod"), { what: push.title || "一条消息", until });
    const [yes, no] = element.querySelectorAll("button");
    yes.setAttribute("aria-label", `点头：${push.title}`);
    no.setAttribute("aria-label", `不发：${push.title}`);
    yes.addEventListener("click", () => settle(push, true));
    no.addEventListener("click", () => settle(push, false));
    return element;
  }

  async function settle(push, confirmed) {
    try {
      await post(`${path}/pushes/${push.msg_id}/confirmation`, { confirmed });
    } catch (problem) {
      notice(problem.message);
    }
    read();
  }

  async function read() {
    if (!path) return;
    const asked = path;
    try {
      const [{ pushes }, ...sets] = await Promise.all([get(`${path}/pushes?limit=20`), ...selects.map((one) => get(`${path}/${one.dataset.outcome}`))]);
      if (asked !== path) return;
      selects.forEach((select, index) => drawEnd(select, sets[index]));
      const waiting = pushes.filter((one) => one.state === "waiting");
      list.replaceChildren(...waiting.map(slip));
      slot(place, "no-nods").hidden = waiting.length > 0;
    } catch (problem) {
      notice(problem.message);
    }
  }

  // An end that was used up is told by nobody; the push or the callback that used it is.
  for (const name of ["push", "log"]) {
    store.on(name, (one) => {
      if (one.appid !== appid) return;
      clearTimeout(timer);
      timer = setTimeout(read, QUIET_MS);
    });
  }
  return {
    async show(chosen, chosenPath) {
      appid = chosen;
      path = chosenPath;
      slot(place, "told").textContent = "";
      await read();
    },
  };
}

function isSame(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}
