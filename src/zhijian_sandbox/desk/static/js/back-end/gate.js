// 服务器配置: on, everything goes to the product; off, the back end answers by itself.
import { patch, post } from "../api.js";
import { act, slot } from "../dom.js";
import { notice } from "../notice.js";

export function holdGate(page, store) {
  const gate = page.querySelector("[data-gate]");
  const knob = gate.querySelector("[data-gate-switch]");
  const checked = slot(gate, "checked");
  let appid = "";

  function draw() {
    const app = store.apps.get(appid);
    if (!app) return;
    knob.checked = app.server_enabled;
    gate.classList.toggle("off", !app.server_enabled);
    slot(gate, "gate-state").textContent = app.server_enabled ? "已启用" : "没启用";
    slot(gate, "gate").textContent = app.server_enabled
      ? "话都送到产品。下面的回复和菜单都停着，留在这里等产品来接。"
      : "后台自己答：按下面的规则回复，手机上是下面的菜单。产品一句也收不到。";
    slot(gate, "address").textContent = app.callback_url;
  }

  knob.addEventListener("change", async () => {
    try {
      store.take("app", await patch(`apps/${encodeURIComponent(appid)}`, { server_enabled: knob.checked }));
    } catch (problem) {
      notice(problem.message);
      draw();
    }
  });
  act(gate, "check").addEventListener("click", async () => {
    checked.textContent = "正在问…";
    try {
      const { ok, ms, reason } = await post(`apps/${encodeURIComponent(appid)}/check`);
      checked.textContent = ok ? `答对了，${ms} ms` : `没答对：${reason}`;
      checked.className = ok ? "good" : "bad";
    } catch (problem) {
      checked.textContent = problem.message;
      checked.className = "bad";
    }
  });
  store.on("app", draw);
  return {
    show(chosen) {
      appid = chosen;
      checked.textContent = "";
      draw();
    },
  };
}
