// 通知: what an account may send when one allowed it. Asking looks as it does in a page: each with a tick, allow or not.
import { get, post, remove } from "../api.js";
import { act, clone, fill, slot } from "../dom.js";

const ONCE = 2;

export function notices(phone, appid) {
  const element = clone("notices");
  const list = element.querySelector("[data-grants]");
  const path = `followers/${phone.follower.id}/grants`;
  const name = phone.store.apps.get(appid)?.name ?? "公众号";
  let templates = [];

  async function draw() {
    try {
      const [asked, given] = await Promise.all([get(`apps/${appid}/templates`), get(`${path}?appid=${appid}`)]);
      templates = asked.templates;
      const grants = new Map(given.grants.map((one) => [one.template_id, one]));
      list.replaceChildren(...templates.map((one) => row(one, grants.get(one.template_id))));
      slot(element, "none").hidden = templates.length > 0;
      act(element, "ask").hidden = templates.length === 0;
    } catch (problem) {
      phone.say(problem.message);
    }
  }

  function row(template, grant) {
    const allowed = grant && (grant.always || grant.left > 0);
    const item = fill(clone("grant"), { title: template.title, state: allowed ? words(grant) : "没答应" });
    item.dataset.grant = template.template_id;
    const button = item.querySelector("button");
    button.hidden = !allowed;
    button.setAttribute("aria-label", `不再收“${template.title}”`);
    button.addEventListener("click", () => attempt(() => remove(`${path}/${template.template_id}?appid=${appid}`), "收回了"));
    return item;
  }

  async function attempt(work, said) {
    try {
      await work();
      phone.say(said);
      await draw();
    } catch (problem) {
      phone.say(problem.message);
    }
  }

  act(element, "back").addEventListener("click", () => phone.pop());
  act(element, "ask").addEventListener("click", async () => {
    const answer = await askForNotices(phone, name, templates);
    if (answer) attempt(() => post(path, { appid, ...answer }), Object.values(answer.choices).includes("accept") ? "答应了" : "没答应");
  });
  return { element, shown: draw };
}

const words = (grant) => (grant.always ? "一直能收" : `还能收 ${grant.left} 次`);

/** {choices, always} as the phone's owner tapped, or null when the question was only put away. */
function askForNotices(phone, name, templates) {
  return new Promise((resolve) => {
    const veil = clone("grant-question");
    const form = veil.querySelector("form");
    const before = document.activeElement;
    fill(veil, { title: `${name} 申请给您发通知` });
    slot(veil, "wanted").append(...templates.map((one) => {
      const choice = fill(clone("grant-choice"), { name: one.title, kind: one.type === ONCE ? "答应一次，收一次" : "可以一直收" });
      choice.querySelector("input").value = one.template_id;
      return choice;
    }));
    function close(answer) {
      veil.remove();
      before?.focus?.({ preventScroll: true });
      resolve(answer);
    }
    function answered(isYes) {
      const ticks = [...slot(veil, "wanted").querySelectorAll("input")];
      const choices = Object.fromEntries(ticks.map((tick) => [tick.value, isYes && tick.checked ? "accept" : "reject"]));
      return { choices, always: isYes && form.querySelector("[data-always]").checked };
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close(answered(true));
    });
    act(veil, "no").addEventListener("click", () => close(answered(false)));
    veil.addEventListener("click", (event) => event.target === veil && close(null));
    veil.addEventListener("keydown", (event) => event.key === "Escape" && close(null));
    phone.screen.append(veil);
    form.querySelector("input").focus({ preventScroll: true });
  });
}
