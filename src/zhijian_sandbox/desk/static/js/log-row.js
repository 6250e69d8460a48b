// One row of the log: who said what and how long it took; opened, the decrypted words of both sides.
import { clone, fill } from "./dom.js";
import { exactTime } from "./when.js";
import { readable } from "./readable.js";

const PATIENCE_MS = 5000;
const SLOW_MS = 1000;

/** `attempts` of the same callback stand together; `open` holds the ids of the rows that stand open, so that a row
 *  stays open when its result comes in. */
export function drawRow(row, { attempts, open }) {
  const element = clone("log-row");
  element.dataset.logRow = row.id;
  element.dataset.verdict = row.verdict;
  element.classList.add(row.kind);
  element.classList.toggle("bad", !row.good);
  element.classList.toggle("slow", row.good && row.ms >= SLOW_MS);
  element.classList.toggle("waiting", row.verdict === "sending");
  element.classList.toggle("faulty", Boolean(row.fault));
  fill(element, {
    title: attempts > 1 ? `${row.title} 第 ${row.attempt} 次` : row.title,
    verdict: verdictWords(row),
    at: `${exactTime(row.at)} ${row.label}`,
  });
  element.querySelector("meter").value = row.verdict === "timeout" ? PATIENCE_MS : row.verdict === "lost" ? 0 : Math.min(PATIENCE_MS, row.ms ?? 0);

  const line = element.querySelector(".line");
  const inside = element.querySelector(".inside");
  function show(shown) {
    line.setAttribute("aria-expanded", String(shown));
    inside.hidden = !shown;
    if (shown && !inside.children.length) inside.append(...details(row, attempts));
    if (shown) open.add(row.id);
    else open.delete(row.id);
  }
  line.addEventListener("click", () => show(inside.hidden));
  if (open.has(row.id)) show(true);
  return element;
}

function verdictWords(row) {
  if (row.verdict === "sending") return row.verdict_text;
  if (!row.good) return row.verdict_text;
  return row.ms >= SLOW_MS ? `${(row.ms / 1000).toFixed(1)} s` : `${Math.round(row.ms ?? 0)} ms`;
}

function details(row, attempts) {
  const parts = row.callback ? callbackDetails(row) : callDetails(row);
  if (attempts > 1) parts.unshift(paragraph(attemptWords(row)));
  if (row.reason) parts.unshift(paragraph(row.reason));
  return parts;
}

function attemptWords(row) {
  const told = row.attempt === 3 && !row.good ? "，手机上显示了灰字" : "";
  return `同一个 ${row.thread.startsWith("m:") ? "MsgId" : "事件"}，这是第 ${row.attempt} 次${told}`;
}

function callbackDetails({ callback }) {
  return [
    ...block("已解密", callback.sent_text),
    ...(callback.answer_text ? block("回答", callback.answer_text) : []),
    paragraph(callback.summary),
    ...folded(`在路上的样子 · ${callback.mode}`, [callback.url, callback.sent, callback.answer].filter(Boolean).join("\n\n")),
  ].filter(Boolean);
}

function callDetails({ call }) {
  const query = Object.entries(call.query ?? {}).map(([name, value]) => `${name}=${value}`).join("&");
  return [
    ...block("产品问", `${call.method} ${call.path}${query ? `?${query}` : ""}`),
    ...(call.request ? block("内容", call.request) : []),
    ...block("回答", call.response),
  ];
}

function block(title, words) {
  if (!words) return [];
  const heading = document.createElement("h4");
  heading.textContent = title;
  const text = document.createElement("pre");
  text.textContent = readable(words);
  return [heading, text];
}

function paragraph(words) {
  if (!words) return null;
  const element = document.createElement("p");
  element.textContent = words;
  return element;
}

function folded(title, words) {
  if (!words) return [];
  const element = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = title;
  const text = document.createElement("pre");
  text.textContent = words;
  element.append(summary, text);
  return [element];
}
