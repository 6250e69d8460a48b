// The in-app browser: the phone's bar around the real page. Only the product's reading and member pages and the sandbox's
// own are framed; any other address is shown as what it is, with a link for the computer's own browser. A page is shown
// as large as the phone's type is set.
import { act, clone, fill, slot } from "../dom.js";
import { hostWithin } from "../host.js";
import { enlarge } from "../type-sizes.js";
import { articleBar } from "./article-bar.js";
import { choose } from "./choose.js";
import { conversation } from "./conversation.js";

const FRAMED = /^\/(read|m)(\/|$)/;
// The computer's browser keeps one history for all frames of the desk: going back is right only for the frame that went
// forward last. Every step forward is noted here by the page it happened in.
const steps = [];

export function browser(phone, address, title, { article = null } = {}) {
  const element = clone("browser");
  const url = parse(address, phone);
  const inner = url && isFramed(url) ? frame(phone, url, title) : null;
  const back = act(element, "browser-back");
  let seen = 0;
  let goingBack = false;
  slot(element, "title").textContent = title || "网页";
  slot(element, "where").textContent = url ? `${url.host}${url.pathname === "/" ? "" : url.pathname}` : address;
  element.querySelector("[data-within]").append(inner ?? elsewhere(url, address));

  if (article?.msg_data_id && inner) element.querySelector("[data-below]").append(articleBar(phone, article));

  inner?.addEventListener("load", () => {
    if (goingBack) goingBack = false;
    else {
      seen += 1;
      if (seen > 1) steps.push(element);
    }
    back.hidden = !steps.includes(element);
  });
  back.addEventListener("click", () => {
    if (steps.at(-1) !== element) return again();
    steps.pop();
    goingBack = true;
    history.back();
    return undefined;
  });

  function again() {
    goingBack = true;
    inner.src = url.href;
  }

  function close() {
    forget();
    phone.pop();
  }

  function forget() {
    for (let at = steps.indexOf(element); at >= 0; at = steps.indexOf(element)) steps.splice(at, 1);
  }

  async function share() {
    const followed = phone.follower.accounts.filter((tie) => tie.following).map((tie) => phone.store.apps.get(tie.appid)).filter(Boolean);
    const appid = followed.length === 1 ? followed[0].appid : await choose(phone, "转给哪个公众号？", followed.map((app) => ({ label: app.name, value: app.appid })));
    if (!appid) return followed.length ? undefined : phone.say("还没有关注公众号，没处转");
    const sent = await phone.act("link", { appid, title: title || "网页", description: url.host, url: url.href });
    if (!sent) return undefined;
    forget();
    phone.pop();
    return phone.top.appid === appid ? undefined : phone.push(conversation(phone, appid));
  }

  act(element, "close-browser").addEventListener("click", close);
  act(element, "browser-more").addEventListener("click", async () => {
    const wish = await choose(phone, url?.href ?? address, [
      ...(inner ? [{ label: "刷新", value: "again" }] : []),
      ...(url ? [{ label: "转给公众号", value: "share" }, { label: "在新标签页里打开", value: "tab" }] : []),
      { label: "抄下地址", value: "copy" },
    ]);
    if (wish === "again") again();
    if (wish === "share") share();
    if (wish === "tab") window.open(url.href, "_blank", "noopener,noreferrer");
    if (wish === "copy") await navigator.clipboard.writeText(url?.href ?? address).then(() => phone.say("抄下了"), () => phone.say("没抄成"));
  });
  return {
    element,
    resized: () => inner && enlarge(inner, phone.follower.type_size),
    left: forget,
  };
}

function frame(phone, url, title) {
  const inner = clone("frame");
  inner.title = `手机里的网页：${title || "网页"}`;
  enlarge(inner, phone.follower.type_size);
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
    url = new URL(address, location.href);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]", phone.follower.host].includes(url.hostname)) url.hostname = hostWithin(phone.follower);
  return url;
}

function isFramed(url) {
  const isOurs = url.protocol === "http:" && url.hostname.endsWith(".localhost") && url.host !== location.host;
  return isOurs && (url.port === location.port || FRAMED.test(url.pathname));
}
