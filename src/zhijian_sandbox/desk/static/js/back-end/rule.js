// A rule: the words that call it, what is said, and whether all of it. Closed, it is one line.
import { act, clone, slot } from "../dom.js";
import { doing } from "./doing.js";

const SAYS = { img: "[图片]", photo: "[图片]", voice: "[语音]", video: "[视频]" };
const MATCHES = { contain: "含", equal: "是" };

/** `made` as get_current_autoreply_info tells it; whatever of it is not shown here is kept. Answers {element, read(), open()}. */
export function rule(made, { shelf, changed, removed }) {
  const element = clone("rule");
  const details = element.querySelector("details");
  const name = element.querySelector("[data-rule-name]");
  const keywords = element.querySelector("[data-keywords]");
  const answers = element.querySelector("[data-answers]");
  const mode = element.querySelector("[data-mode]");
  const words = [];
  const said = [];

  function addKeyword(keyword) {
    const row = { element: clone("keyword"), found: keyword };
    row.element.querySelector("[data-match]").value = keyword.match_mode ?? "contain";
    row.element.querySelector("[data-keyword]").value = keyword.content ?? "";
    act(row.element, "remove").addEventListener("click", () => {
      words.splice(words.indexOf(row), 1);
      draw();
      act(element, "add-keyword").focus();
      changed();
    });
    words.push(row);
    return row.element;
  }

  function addAnswer(reply) {
    const one = doing({
      made: reply,
      holds: "content",
      shelf,
      name: "这一句",
      changed,
      removed: () => {
        said.splice(said.indexOf(one), 1);
        draw();
        act(element, "add-answer").focus();
        changed();
      },
    });
    said.push(one);
    return one.element;
  }

  function read() {
    return {
      create_time: Math.floor(Date.now() / 1000),
      ...made,
      rule_name: name.value.trim(),
      reply_mode: mode.value,
      keyword_list_info: words.map((row) => ({
        type: "text",
        ...row.found,
        match_mode: row.element.querySelector("[data-match]").value,
        content: row.element.querySelector("[data-keyword]").value.trim(),
      })),
      reply_list_info: said.map((one) => one.read()),
    };
  }

  function draw() {
    keywords.replaceChildren(...words.map((row) => row.element));
    answers.replaceChildren(...said.map((one) => {
      const item = document.createElement("li");
      item.append(one.element);
      return item;
    }));
    for (const row of words) act(row.element, "remove").hidden = words.length === 1;
    for (const one of said) act(one.element, "remove").hidden = said.length === 1;
    element.querySelector("[data-mode-row]").hidden = said.length < 2;
    tell();
  }

  /** The line it is while closed. */
  function tell() {
    const now = read();
    slot(element, "heading").textContent = now.rule_name || "新规则";
    const calls = now.keyword_list_info.filter((one) => one.content).map((one) => `${MATCHES[one.match_mode]}“${one.content}”`);
    slot(element, "gist").textContent = [calls.join("、"), now.reply_list_info.map(gist).filter(Boolean).join(" / ")].filter(Boolean).join(" → ");
  }

  name.value = made.rule_name ?? "";
  mode.value = made.reply_mode ?? "reply_all";
  for (const keyword of made.keyword_list_info ?? [{}]) addKeyword(keyword);
  for (const reply of made.reply_list_info ?? [{}]) addAnswer(reply);
  act(element, "add-keyword").addEventListener("click", () => {
    const row = addKeyword({});
    draw();
    row.querySelector("[data-keyword]").focus();
  });
  act(element, "add-answer").addEventListener("click", () => {
    const one = addAnswer({});
    draw();
    one.querySelector("textarea").focus();
  });
  act(element, "remove-rule").addEventListener("click", removed);
  details.addEventListener("input", tell);
  details.addEventListener("change", tell);
  draw();
  return {
    element,
    read,
    open() {
      details.open = true;
      name.focus();
    },
  };
}

function gist(reply) {
  if (reply.type === "news") return `[图文] ${reply.news_info?.list?.[0]?.title ?? ""}`.trim();
  return SAYS[reply.type] ?? reply.content ?? "";
}
