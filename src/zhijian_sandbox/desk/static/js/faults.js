// 出点状况: a switch for each fault, and in small print how it goes wrong.
import { put, remove } from "./api.js";
import { clone, slot } from "./dom.js";
import { notice } from "./notice.js";

const HOW = {
  delay: [
    ["每个回答晚 4—7 秒", { ms: 4000, ms_to: 7000 }],
    ["每个回答晚 1 秒半", { ms: 1500 }],
    ["每个回答晚 4 秒", { ms: 4000 }],
    ["每个回答晚 6 秒，等不到", { ms: 6000 }],
    ["只有下一个晚 6 秒", { ms: 6000, count: 1 }],
  ],
  lost: [
    ["十条里丢三条", { chance: 0.3 }],
    ["每条都丢", { chance: 1 }],
    ["只丢下一条的第一次", { chance: 1, count: 1 }],
    ["下一条三次都丢", { chance: 1, count: 3 }],
    ["话传到了，回答丢了", { chance: 1, part: "answer" }],
  ],
  error: [
    ["45009 今天的次数用完了", { errcode: 45009 }],
    ["-1 系统繁忙", { errcode: -1 }],
    ["45015 过了 48 小时", { errcode: 45015 }],
    ["45047 客服消息太多", { errcode: 45047 }],
    ["40164 IP 不在名单里", { errcode: 40164 }],
    ["48001 没有这个权限", { errcode: 48001 }],
    ["43004 他没有关注", { errcode: 43004 }],
    ["40007 素材过期了", { errcode: 40007 }],
  ],
  token_invalid: [["下一次调用，令牌作废", { count: 1 }], ["每次调用，令牌都作废", {}]],
  stale_signature: [["签名是一小时前的", { seconds: 3600 }], ["签名是十一分钟前的", { seconds: 660 }], ["下一条的签名是一小时前的", { seconds: 3600, count: 1 }]],
};
const TITLES = { delay: "延迟", lost: "回调丢失", error: "接口报错", token_invalid: "令牌被抢", stale_signature: "签名太旧" };

export function showFaults(page, store) {
  const list = page.querySelector("[data-faults]");
  const rows = new Map(Object.keys(HOW).map((kind) => [kind, makeRow(kind)]));
  list.append(...[...rows.values()].map((row) => row.element));

  function makeRow(kind) {
    const element = clone(`fault-${kind}`);
    const select = element.querySelector("select");
    const toggle = element.querySelector("input");
    slot(element, "title").textContent = TITLES[kind];
    toggle.id = `fault-${kind}`;
    element.querySelector("label").htmlFor = toggle.id;
    select.setAttribute("aria-label", `${TITLES[kind]}：怎么出`);
    select.hidden = false;
    slot(element, "hint").hidden = true;
    select.append(...HOW[kind].map(([words], index) => new Option(words, String(index))));
    toggle.addEventListener("change", () => turn(kind, toggle.checked));
    select.addEventListener("change", () => toggle.checked && turn(kind, true));
    return { element, select, toggle };
  }

  async function turn(kind, on) {
    const { select } = rows.get(kind);
    const how = HOW[kind][Number(select.value)]?.[1] ?? {};
    try {
      store.take("fault", on ? await put(`faults/${kind}`, how) : await remove(`faults/${kind}`));
    } catch (problem) {
      notice(problem.message);
      draw();
    }
  }

  function draw() {
    for (const [kind, { element, select, toggle }] of rows) {
      const fault = store.faults.get(kind);
      const on = Boolean(fault?.on);
      toggle.checked = on;
      element.classList.toggle("on", on);
      const hint = slot(element, "hint");
      hint.hidden = !(on && fault.left !== null && fault.left !== undefined);
      hint.textContent = hint.hidden ? "" : `还剩 ${fault.left} 次`;
      if (on) matchOption(select, kind, fault);
    }
    const on = store.faultsOn();
    slot(page, "faults-on").textContent = on ? `开着 ${on} 个` : "都关着";
    for (const badge of page.querySelectorAll('[data-slot="fault-count"]')) {
      badge.hidden = on === 0;
      badge.textContent = on;
    }
  }

  for (const name of ["fault", "reload"]) store.on(name, draw);
  draw();
}

/** Shows the choice that is in force; one set from elsewhere is shown in the sandbox's own words. */
function matchOption(select, kind, fault) {
  const known = HOW[kind].findIndex(([, how]) => isSame(how, fault));
  select.querySelector('[value="other"]')?.remove();
  if (known < 0) select.append(new Option(fault.hint, "other"));
  select.value = known < 0 ? "other" : String(known);
}

function isSame(how, fault) {
  const { count = fault.kind === "error" ? 1 : null, ...options } = how;
  return (fault.count ?? null) === count && Object.entries(options).every(([name, value]) => fault.options[name] === value)
    && ("ms_to" in options || !fault.options.ms_to) && ("part" in options || fault.options.part !== "answer");
}
