// Start, pause, stop, and how fast. The slider's steps are a town's moods.
import { patch, post, remove } from "../api.js";
import { act, slot } from "../dom.js";
import { notice } from "../notice.js";

const PACES = [1, 3, 6, 10, 20, 40, 60, 120, 300, 600, 1200, 3000, 6000];
const MOODS = [
  [5, "清早，镇子刚醒"],
  [25, "平常的晚上，上课刚好"],
  [60, "通知刚发出去"],
  [300, "全镇都拿着手机"],
  [1200, "赶集一样"],
  [Infinity, "看看产品撑不撑得住"],
];
const USUAL = 4;
const STATES = { off: "停着", running: "正在写", paused: "歇着" };

export function holdReins(page, store) {
  const form = page.querySelector("[data-reins]");
  const pace = form.querySelector("[data-pace]");
  const choices = form.querySelector("[data-choices]");
  const appid = form.querySelector("[data-appid]");
  const [start, pause, stop] = ["start", "pause", "stop"].map((name) => act(form, name));
  let state = "off";
  pace.value = USUAL;

  async function attempt(work) {
    try {
      store.take("practice", await work());
    } catch (problem) {
      notice(problem.message);
    }
  }

  function drawPace() {
    const perMinute = PACES[Number(pace.value)];
    slot(form, "pace").textContent = perMinute >= 120 ? `每秒 ${perMinute / 60} 句` : `每分钟 ${perMinute} 句`;
    slot(form, "mood").textContent = MOODS.find(([most]) => perMinute <= most)[1];
    pace.setAttribute("aria-valuetext", `每分钟 ${perMinute} 句`);
  }

  function drawAccounts() {
    appid.replaceChildren(...[...store.apps.values()].map((app) => new Option(app.name, app.appid)));
    form.querySelector("[data-which]").hidden = store.apps.size < 2;
    start.disabled = store.apps.size === 0;
  }

  /** What runs may have been begun elsewhere: the fields, which cannot be changed meanwhile, say what it is. */
  function drawPlan(plan) {
    appid.value = plan.appid;
    for (const name of ["people", "minutes", "seed"]) form.querySelector(`[data-${name}]`).value = plan[name];
    form.querySelector("[data-arrive]").checked = plan.arrive;
  }

  function number(name) {
    return form.querySelector(`[data-${name}]`).valueAsNumber;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (state !== "off") return;
    attempt(() => post("practice", {
      appid: appid.value,
      people: number("people"),
      minutes: number("minutes"),
      seed: number("seed"),
      arrive: form.querySelector("[data-arrive]").checked,
      per_minute: PACES[Number(pace.value)],
    }));
  });
  pause.addEventListener("click", () => attempt(() => patch("practice", { paused: state === "running" })));
  stop.addEventListener("click", () => attempt(() => remove("practice")));
  pace.addEventListener("input", drawPace);
  pace.addEventListener("change", () => state !== "off" && attempt(() => patch("practice", { per_minute: PACES[Number(pace.value)] })));
  for (const name of ["app", "app-gone", "reload"]) store.on(name, drawAccounts);
  drawAccounts();
  drawPace();

  return {
    show(practice) {
      const before = state;
      state = practice.state;
      const focused = document.activeElement === start || document.activeElement === stop;
      start.hidden = state !== "off";
      pause.hidden = stop.hidden = state === "off";
      if (focused && before !== state) (state === "off" ? start : pause).focus();
      slot(pause, "pause").textContent = state === "paused" ? "接着来" : "歇一歇";
      choices.disabled = state !== "off";
      slot(form, "state").textContent = state === "off" && practice.why ? practice.why
        : practice.plan ? STATES[state] : store.apps.size ? "还没开始" : "还没有公众号登记到这里";
      if (state !== "off") drawPlan(practice.plan);
      if (state === "off" || document.activeElement === pace) return;
      const nearest = PACES.reduce((best, one, index) => (Math.abs(one - practice.plan.per_minute) < Math.abs(PACES[best] - practice.plan.per_minute) ? index : best), 0);
      pace.value = nearest;
      drawPace();
    },
  };
}
