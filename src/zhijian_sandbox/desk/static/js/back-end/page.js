// 公众号后台: what the administrator of an account sees on the platform's own pages. The account stands after # in the
// address, so that a link leads to it.
import { get } from "../api.js";
import { act, slot } from "../dom.js";
import { notice } from "../notice.js";
import { Store } from "../store.js";
import { listen } from "../stream.js";
import { holdGate } from "./gate.js";
import { editMenu } from "./menu.js";
import { arrangeOutcomes } from "./outcomes.js";
import { editReplies } from "./replies.js";
import { MENU } from "./sample.js";
import { Shelf } from "./shelf.js";

const store = new Store();
const page = document;
const select = page.querySelector("[data-appid]");
const gate = holdGate(page, store);
const replies = editReplies(page);
const menu = editMenu(page);
const outcomes = arrangeOutcomes(page, store);
let shown = "";

function chosen() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  return store.apps.has(wanted) ? wanted : [...store.apps.keys()][0] ?? "";
}

function drawHead() {
  select.replaceChildren(...[...store.apps.values()].map((app) => new Option(app.name, app.appid)));
  select.value = shown;
  page.querySelector("[data-which]").hidden = store.apps.size < 2;
  const app = store.apps.get(shown);
  const kind = app && (app.kind === "service" ? "服务号" : "订阅号");
  slot(page, "whose").textContent = app ? `${app.name} · ${kind} · ${app.verified ? "已认证" : "未认证"}` : "";
  page.querySelector("[data-office]").hidden = !app;
  page.querySelector("[data-none]").hidden = Boolean(app);
}

async function show(appid) {
  shown = appid;
  drawHead();
  if (!appid) return;
  try {
    const shelf = await new Shelf(appid).load();
    const [autoreply, made] = await Promise.all([get(`${shelf.path}/autoreply`), get(`${shelf.path}/backend-menu`)]);
    gate.show(appid);
    replies.show(autoreply, shelf);
    menu.show(made, shelf);
    await outcomes.show(appid, shelf.path);
  } catch (problem) {
    notice(problem.message);
  }
}

const isDirty = () => replies.isDirty() || menu.isDirty();

select.addEventListener("change", () => {
  if (isDirty() && !confirm("改了的还没存，不要了？")) select.value = shown;
  else location.hash = encodeURIComponent(select.value);
});
addEventListener("hashchange", () => chosen() !== shown && show(chosen()));
act(page, "sample").addEventListener("click", () => menu.offer(MENU));
store.on("app", () => (store.apps.has(shown) ? drawHead() : show(chosen())));
store.on("app-gone", ({ appid }) => (appid === shown ? show(chosen()) : drawHead()));
// A save brought back, or everything wiped: what was typed stays as long as its account does.
store.on("reload", () => (isDirty() && store.apps.has(shown) ? drawHead() : show(chosen())));
await store.load();
listen(store);
page.documentElement.dataset.ready = "yes";
