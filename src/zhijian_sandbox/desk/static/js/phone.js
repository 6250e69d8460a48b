// One phone: a person, a screen, and the pages lying on it, the topmost seen. Pages are made by the modules in pages/.
import { post } from "./api.js";
import { act, clone, slot } from "./dom.js";
import { clockTime } from "./when.js";
import { home } from "./pages/home.js";
import { conversation } from "./pages/conversation.js";
import { browser } from "./pages/browser.js";
import { rename } from "./pages/rename.js";

const TOAST_MS = 2200;

export class Phone {
  #pages = [];
  #leaving = new AbortController();
  #toastTimer = 0;

  constructor(store, follower) {
    this.store = store;
    this.follower = follower;
    this.element = clone("phone");
    this.element.dataset.phone = follower.id;
    act(this.element, "tape").addEventListener("click", () => rename(this));
    this.screen = this.element.querySelector("[data-screen]");
    this.stage = this.element.querySelector("[data-stage]");
    this.drafts = new Map();
    this.change(follower);
    store.on("clock", () => this.#tick(), this.#leaving.signal);
    const timer = setInterval(() => this.#tick(), 1000);
    this.#leaving.signal.addEventListener("abort", () => clearInterval(timer));
  }

  start() {
    const open = this.#remembered();
    this.#tick();
    this.push(home(this));
    if (open) this.openChat(open);
  }

  /** After everything was read anew: the same phone, the same page where it still makes sense. */
  restart(follower) {
    this.change(follower);
    while (this.#pages.length) this.#drop();
    this.start();
  }

  change(follower) {
    this.follower = follower;
    const named = [follower.name, follower.note].filter(Boolean).join(" · ");
    this.element.setAttribute("aria-label", `${named}的手机`);
    slot(this.element, "tape").textContent = named;
    this.screen.dataset.typeSize = follower.type_size;
    this.top?.resized?.();
  }

  leave() {
    while (this.#pages.length) this.#drop();
    this.#leaving.abort();
    this.element.remove();
  }

  /** Seconds by this phone's own watch. */
  now() {
    return this.store.now() + this.follower.clock_offset_seconds;
  }

  follows(appid) {
    return this.follower.accounts.some((tie) => tie.appid === appid && tie.following);
  }

  get top() {
    return this.#pages.at(-1);
  }

  push(page) {
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    if (this.top) {
      this.top.element.hidden = true;
      this.top.returnTo = focused;
    }
    this.#pages.push(page);
    this.stage.append(page.element);
    page.element.tabIndex = -1;
    if (focused) page.element.focus({ preventScroll: true });
    page.shown?.();
    this.#remember();
    return page;
  }

  pop() {
    if (this.#pages.length < 2) return;
    const focused = this.element.contains(document.activeElement);
    this.#drop();
    this.top.element.hidden = false;
    this.top.shown?.();
    if (focused) (this.top.returnTo?.isConnected ? this.top.returnTo : this.top.element).focus({ preventScroll: true });
    this.#remember();
  }

  /** Back to the first page, then this conversation upon it; `keep` leaves the pages that lie there. */
  openChat(appid, { keep = false } = {}) {
    while (!keep && this.#pages.length > 1) this.#drop();
    if (!keep) this.top.element.hidden = false;
    this.push(conversation(this, appid));
  }

  openPage(url, title, about = {}) {
    this.push(browser(this, url, title, about));
  }

  /** Somebody looks at this phone again: what is open counts as read. */
  seen() {
    this.top?.shown?.();
  }

  isSeen() {
    return document.visibilityState === "visible" && this.element.checkVisibility();
  }

  /** Does something on this phone; what it shows comes back at once, and again by the stream. Null when refused. */
  async act(act, body = {}) {
    try {
      const path = `followers/${this.follower.id}/acts`;
      const answer = await post(path, body instanceof FormData ? body : { act, ...body });
      if (answer.bubble) this.store.take("bubble", answer.bubble);
      return answer;
    } catch (problem) {
      this.say(problem.message);
      return null;
    }
  }

  say(words) {
    const toast = this.element.querySelector("[data-toast]");
    toast.textContent = words;
    toast.hidden = false;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => (toast.hidden = true), TOAST_MS);
  }

  #drop() {
    const page = this.#pages.pop();
    page.left?.();
    page.element.remove();
  }

  #tick() {
    slot(this.element, "time").textContent = clockTime(this.now());
  }

  #remember() {
    const chat = this.#pages.find((page) => page.appid);
    sessionStorage.setItem(`zj-open:${this.follower.id}`, chat?.appid ?? "");
  }

  #remembered() {
    const known = sessionStorage.getItem(`zj-open:${this.follower.id}`);
    const following = this.follower.accounts.filter((one) => one.following);
    if (known !== null) return this.store.apps.has(known) ? known : "";
    return this.follower.number > 1 && following.length === 1 ? following[0].appid : "";
  }
}
