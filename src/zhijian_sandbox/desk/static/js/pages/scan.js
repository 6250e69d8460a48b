// 扫一扫: no camera. One points at a code lying on the desk, takes a picture of one from a file, or types what it says.
// A code of an account not yet followed leads to its page, where one follows; any other code acts at once. `choosing`
// hands the scanned words back instead (menu buttons); `file` is a picture that was dropped on the phone.
import { act, clone, fill, slot } from "../dom.js";
import { codeId, codePicture, codeTitle } from "../codes.js";
import { readCode } from "../qr/read.js";
import { account } from "./account.js";

const BEAM_MS = 450;

export function scan(phone, { code = null, choosing = null, file = null } = {}) {
  const element = clone("scan");
  const list = element.querySelector("[data-found]");
  const target = slot(element, "picture");
  const found = slot(element, "found");
  const input = element.querySelector("[data-code-file]");
  const form = element.querySelector("[data-code-words]");
  const leaving = new AbortController();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function draw() {
    const codes = phone.store.qrcodes.filter((one) => !one.expired);
    list.replaceChildren(...codes.map(row));
    if (codes.length) return;
    const none = document.createElement("li");
    none.className = "none";
    none.textContent = "桌上还没有码";
    list.append(none);
  }

  function row(one) {
    const item = fill(clone("found-code"), { title: codeTitle(phone.store, one) });
    slot(item, "picture").src = codePicture(one);
    const button = item.querySelector("button");
    button.dataset.code = codeId(one);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => point(one));
    return item;
  }

  function point(one) {
    for (const button of list.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.code === codeId(one)));
    }
    target.src = codePicture(one);
    target.hidden = false;
    found.textContent = `扫到了：${codeTitle(phone.store, one)}`;
    const timer = setTimeout(() => read(one), calm ? 0 : BEAM_MS);
    leaving.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  async function look(picture) {
    found.textContent = "正在看…";
    const words = await readCode(picture).catch(() => undefined);
    if (leaving.signal.aborted) return;
    if (words) heard(words);
    else found.textContent = words === null ? "这张图里没看见码，换一张清楚点的" : "这不是图片，换一个";
  }

  /** What a code says, however it was read. */
  function heard(words) {
    const known = phone.store.qrcodes.find((one) => one.url === words || (one.ticket && one.ticket === words));
    if (known?.expired) return (found.textContent = "这张码过期了");
    if (known) return point(known);
    return read({ url: words, ticket: null, appid: null, words });
  }

  async function read(one) {
    phone.pop();
    if (choosing) return choosing(one);
    if (one.words) return follow(one);
    if (!phone.follows(one.appid)) return phone.push(account(phone, one.appid, { scanned: one }));
    const answer = await phone.act("scan", one.ticket ? { appid: one.appid, ticket: one.ticket } : { appid: one.appid, url: one.url });
    if (answer?.open_url) return phone.openPage(answer.open_url, codeTitle(phone.store, one));
    return answer && phone.openChat(one.appid);
  }

  /** Words that are on no code of the desk: an old code of an account, an address, or just words. */
  async function follow({ words }) {
    if (!/^https?:\/\//i.test(words)) return phone.say(`扫到一段字：${words.slice(0, 80)}`);
    const answer = await phone.act("scan", { url: words });
    if (answer?.open_url) return phone.openPage(answer.open_url, "扫到的网页");
    return answer?.appid && phone.openChat(answer.appid);
  }

  input.addEventListener("change", () => {
    if (input.files.length) look(input.files[0]);
    input.value = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.querySelector("input").value.trim();
    if (words) heard(words);
  });
  act(element, "back").addEventListener("click", () => phone.pop());
  phone.store.on("qrcode", draw, leaving.signal);
  draw();
  let begun = false;
  return {
    element,
    shown() {
      if (begun) return;
      begun = true;
      if (code) point(code);
      else if (file) look(file);
    },
    left: () => leaving.abort(),
  };
}
