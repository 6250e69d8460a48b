// 谁和谁说了什么: newest first. Attempts of one callback stand together under its thread.
import { get } from "./api.js";
import { act, clone, slot } from "./dom.js";
import { drawRow } from "./log-row.js";

const KEPT_THREADS = 300;
const SIEVES = { "": () => true, callback: (row) => row.kind === "callback", call: (row) => row.kind === "call", bad: (row) => !row.good };

export function showLog(page, store) {
  const panel = page.querySelector('[data-panel="log"]');
  const list = panel.querySelector("[data-log]");
  const older = act(panel, "older-log");
  const rows = new Map();
  const threads = new Map();
  const open = new Set();
  let sieve = "";
  let next = null;

  function take(row, { isOld = false } = {}) {
    const known = rows.get(row.id);
    rows.set(row.id, row);
    const key = row.thread ?? `row:${row.id}`;
    let thread = threads.get(key);
    if (!thread) {
      thread = { element: clone("log-thread"), rows: new Set() };
      thread.element.dataset.thread = key;
      threads.set(key, thread);
      if (isOld) list.append(thread.element);
    }
    thread.rows.add(row.id);
    const ids = [...thread.rows].sort((one, other) => other - one);
    thread.element.replaceChildren(...ids.map((id) => drawRow(rows.get(id), { attempts: thread.rows.size, open })));
    if (!isOld && !known) list.prepend(thread.element);
    thread.element.classList.toggle("joined", thread.rows.size > 1);
    strain(thread);
  }

  function strain(thread) {
    const shown = [...thread.rows].some((id) => SIEVES[sieve](rows.get(id)));
    thread.element.hidden = !shown;
  }

  function trim() {
    while (list.children.length > KEPT_THREADS) {
      const last = list.lastElementChild;
      for (const element of last.children) rows.delete(Number(element.dataset.logRow));
      threads.delete(last.dataset.thread);
      last.remove();
      older.hidden = false;
      next = Math.min(...rows.keys());
    }
  }

  function tell() {
    const { log, missed } = store.counts;
    slot(panel, "log-tale").textContent = missed ? `解密后 · ${missed} 次没等到` : `解密后 · ${log} 条`;
    slot(panel, "log-none").hidden = list.querySelector("li:not([hidden])") !== null;
    older.hidden = next === null;
  }

  async function load() {
    rows.clear();
    threads.clear();
    list.replaceChildren();
    await more();
  }

  async function more() {
    const answer = await get(`log?limit=60${next && rows.size ? `&before=${next}` : ""}`).catch(() => ({ rows: [], next: null }));
    for (const row of answer.rows) take(row, { isOld: true });
    next = answer.next;
    tell();
  }

  store.on("log", (row) => {
    const isNew = !rows.has(row.id);
    const wasMissed = rows.get(row.id)?.verdict === "timeout";
    if (isNew) store.counts.log += 1;
    if (row.verdict === "timeout" && !wasMissed) store.counts.missed += 1;
    take(row);
    trim();
    tell();
  });
  store.on("reload", load);
  older.addEventListener("click", more);
  for (const button of panel.querySelectorAll("[data-sieve]")) {
    button.addEventListener("click", () => {
      sieve = button.dataset.sieve;
      for (const other of panel.querySelectorAll("[data-sieve]")) other.setAttribute("aria-pressed", String(other === button));
      for (const thread of threads.values()) strain(thread);
      tell();
    });
  }
  load();
}
