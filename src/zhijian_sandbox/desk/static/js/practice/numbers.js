// What came of it so far, and the last few conversations.
import { patch } from "../api.js";
import { act, clone, fill, slot } from "../dom.js";
import { notice } from "../notice.js";

export function tellNumbers(page) {
  const list = page.querySelector("[data-said]");
  const kinds = page.querySelector("[data-kinds]");

  function row(one) {
    const element = fill(clone("said-row"), {
      name: one.name,
      branch: `${one.branch_name} · ${one.age} 岁`,
      said: one.said,
      heard: one.heard,
      verdict: one.verdict === "answered" || one.verdict === "accepted" ? `${one.ms} ms` : one.verdict_text,
    });
    element.dataset.said = one.number;
    element.dataset.verdict = one.verdict;
    slot(element, "heard").hidden = !one.heard;
    const button = act(element, "to-desk");
    button.setAttribute("aria-label", `把${one.name}的手机放到桌上`);
    button.title = "把这部手机放到桌上";
    button.addEventListener("click", () => putOnDesk(one));
    element.classList.toggle("bad", one.verdict !== "answered" && one.verdict !== "accepted");
    return element;
  }

  function kindRow({ name, sent }, most) {
    const element = fill(clone("kind-row"), { name, sent });
    const bar = document.createElement("progress");
    bar.max = most;
    bar.value = sent;
    bar.setAttribute("aria-hidden", "true");
    element.querySelector("i").replaceWith(bar);
    return element;
  }

  return {
    show({ counts, speed, last_minute: lastMinute, ran_seconds: ran, recent, kinds: said, plan }) {
      const ms = (value) => (counts.answered + counts.silent ? `${value} ms` : "——");
      fill(page.querySelector(".numbers"), {
        sent: counts.sent,
        answered: counts.answered,
        silent: counts.silent,
        failed: counts.failed + counts.refused,
        waiting: counts.waiting,
        "last-minute": lastMinute,
        median: ms(speed.median_ms),
        p95: ms(speed.p95_ms),
        ran: plan ? lasted(ran) : "",
      });
      page.querySelector("[data-trouble]").classList.toggle("bad", counts.failed + counts.refused > 0);
      list.replaceChildren(...recent.map(row));
      slot(page, "none").hidden = recent.length > 0;
      page.querySelector("[data-sheet-of-words]").hidden = recent.length === 0;
      slot(page, "no-kinds").hidden = said.length > 0;
      kinds.replaceChildren(...said.map((one) => kindRow(one, said[0].sent)));
    },
  };
}

/** Whoever wrote comes out of the crowd: his phone lies on the desk, with all that was said. */
async function putOnDesk({ follower }) {
  try {
    await patch(`followers/${follower}`, { on_desk: true });
    sessionStorage.setItem("zj-in-hand", follower);
    location.assign("/");
  } catch (problem) {
    notice(problem.message);
  }
}

function lasted(seconds) {
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole} 秒` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
}
