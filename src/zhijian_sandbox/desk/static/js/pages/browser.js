// The in-app browser: the phone's title bar around the real page. Only the product's reading and member pages and
// the sandbox's own are framed; any other address is shown as what it is, with a link for the computer's own browser.
import { act, clone, fill, slot } from "../dom.js";
import { choose } from "./choose.js";

const FRAMED = /^\/(read|m)(\/|$)/;

export function browser(phone, address, title) {
  const element = clone("browser");
  const url = parse(address, phone);
  slot(element, "title").textContent = title || "网页";
  element.querySelector("[data-within]").append(url && isFramed(url) ? frame(url, title) : elsewhere(url, address));

  act(element, "close-browser").addEventListener("click", () => phone.pop());
  act(element, "browser-more").addEventListener("click", async () => {
    const inner = element.querySelector("iframe");
    const wish = await choose(phone, url?.href ?? address, [
      ...(inner ? [{ label: "再打开一次", value: "again" }] : []),
      ...(url ? [{ label: "在新标签页里打开", value: "tab" }] : []),
      { label: "抄下地址", value: "copy" },
    ]);
    if (wish === "again") inner.src = url.href;
    if (wish === "tab") window.open(url.href, "_blank", "noopener,noreferrer");
    if (wish === "copy") await navigator.clipboard.writeText(url?.href ?? address).then(() => phone.say("抄下了"), () => phone.say("没抄成"));
  });
  return { element };
}

function frame(url, title) {
  const inner = clone("frame");
  inner.title = `手机里的网页：${title || "网页"}`;
  inner.src = url.href;
  return inner;
}

function elsewhere(url, address) {
  const plain = fill(clone("elsewhere"), { address });
  if (url) slot(plain, "link").href = url.href;
  else slot(plain, "link").hidden = true;
  return plain;
}

/** The address as this phone opens it: this machine's names give way to the phone's own. Null if it is no web page. */
function parse(address, phone) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)) url.hostname = phone.follower.host;
  return url;
}

function isFramed(url) {
  const isOurs = url.protocol === "http:" && url.hostname.endsWith(".localhost") && url.host !== location.host;
  return isOurs && (url.port === location.port || FRAMED.test(url.pathname));
}
