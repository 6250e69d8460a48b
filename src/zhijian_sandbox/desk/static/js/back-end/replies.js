// 自动回复: the welcome, the rules, and what is said otherwise. One form, kept as a whole, as the control call takes it.
import { put } from "../api.js";
import { act, slot } from "../dom.js";
import { notice } from "../notice.js";
import { doing } from "./doing.js";
import { rule } from "./rule.js";
import { REPLIES } from "./sample.js";
import { watchUnsaved } from "./unsaved.js";

export function editReplies(page) {
  const form = page.querySelector("[data-replies]");
  const list = form.querySelector("[data-rules]");
  const welcomeOn = form.querySelector("[data-welcome-on]");
  const rulesOn = form.querySelector("[data-rules-on]");
  const unsaved = watchUnsaved(form);
  let found = {};
  let shelf = null;
  let rules = [];
  let welcome = null;
  let otherwise = null;

  /** A part that may be left out: a button puts it there. */
  function optional(place, made, name, taken) {
    const add = document.createElement("button");
    add.type = "button";
    add.className = "small";
    add.textContent = `写${name}`;
    function set(reply) {
      const one = reply && doing({
        made: reply,
        holds: "content",
        shelf,
        name,
        changed: unsaved.touch,
        removed() {
          set(null);
          unsaved.touch();
          add.focus();
        },
      });
      taken(one);
      place.replaceChildren(one ? one.element : add);
    }
    add.addEventListener("click", () => {
      set({});
      unsaved.touch();
      place.querySelector("textarea").focus();
    });
    set(made ?? null);
  }

  function addRule(made) {
    const one = rule(made, {
      shelf,
      changed: unsaved.touch,
      removed() {
        rules = rules.filter((other) => other !== one);
        drawRules();
        unsaved.touch();
        act(form, "add-rule").focus();
      },
    });
    rules.push(one);
    return one;
  }

  function drawRules() {
    list.replaceChildren(...rules.map((one) => one.element));
    slot(form, "no-rules").hidden = rules.length > 0;
    slot(form, "replies-tale").textContent = rules.length ? `${rules.length} 条规则` : "";
  }

  function draw(made) {
    welcomeOn.checked = Boolean(made.is_add_friend_reply_open);
    rulesOn.checked = Boolean(made.is_autoreply_open);
    optional(form.querySelector("[data-welcome]"), made.add_friend_autoreply_info, "欢迎的话", (one) => (welcome = one));
    optional(form.querySelector("[data-default]"), made.message_default_autoreply_info, "没有规则时的话", (one) => (otherwise = one));
    rules = [];
    for (const one of made.keyword_autoreply_info?.list ?? []) addRule(one);
    drawRules();
    form.querySelector("[data-offer]").hidden = Object.keys(made).length > 0;
  }

  function read() {
    const { add_friend_autoreply_info: _1, message_default_autoreply_info: _2, ...rest } = found;
    return {
      ...rest,
      is_add_friend_reply_open: Number(welcomeOn.checked),
      is_autoreply_open: Number(rulesOn.checked),
      ...(welcome && { add_friend_autoreply_info: welcome.read() }),
      ...(otherwise && { message_default_autoreply_info: otherwise.read() }),
      keyword_autoreply_info: { list: rules.map((one) => one.read()) },
    };
  }

  act(form, "add-rule").addEventListener("click", () => {
    const one = addRule({});
    rulesOn.checked = true;
    drawRules();
    one.open();
    unsaved.touch();
  });
  act(form, "sample").addEventListener("click", () => {
    draw(REPLIES);
    form.querySelector("[data-offer]").hidden = true;
    unsaved.touch();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      found = read();
      await put(`${shelf.path}/autoreply`, found);
      unsaved.clean("存好了");
      form.querySelector("[data-offer]").hidden = true;
    } catch (problem) {
      notice(problem.message);
    }
  });
  return {
    isDirty: unsaved.isDirty,
    show(made, from) {
      found = made;
      shelf = from;
      draw(made);
      unsaved.clean();
    },
  };
}
