// 扫一扫: no camera; one chooses from the codes lying on the desk. A code of an account not yet followed leads to its
// page, where one follows; any other code acts at once. `choosing` hands the scanned words back instead (menu buttons).
import { act, clone, fill, slot } from "../dom.js";
import { codeId, codePicture, codeTitle } from "../codes.js";
import { account } from "./account.js";

const BEAM_MS = 450;

export function scan(phone, { code = null, choosing = null } = {}) {
  const element = clone("scan");
  const list = element.querySelector("[data-found]");
  const target = slot(element, "picture");
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
    slot(element, "found").textContent = `扫到了：${codeTitle(phone.store, one)}`;
    const timer = setTimeout(() => read(one), calm ? 0 : BEAM_MS);
    leaving.signal.addEventListener("abort", () => clearTimeout(timer));
  }

  async function read(one) {
    phone.pop();
    if (choosing) return choosing(one);
    const following = phone.follower.accounts.some((tie) => tie.appid === one.appid && tie.following);
    if (!following) return phone.push(account(phone, one.appid, { scanned: one }));
    const answer = await phone.act("scan", one.ticket ? { appid: one.appid, ticket: one.ticket } : { appid: one.appid, url: one.url });
    if (answer?.open_url) return phone.openPage(answer.open_url, codeTitle(phone.store, one));
    return answer && phone.openChat(one.appid);
  }

  act(element, "back").addEventListener("click", () => phone.pop());
  phone.store.on("qrcode", draw, leaving.signal);
  draw();
  return {
    element,
    shown: () => code && point(code),
    left: () => leaving.abort(),
  };
}
