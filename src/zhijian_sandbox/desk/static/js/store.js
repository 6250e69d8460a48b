// What the page knows about the desk. Changes arrive by take(), whether from the stream or from an answer, and are
// announced under the stream's own event names; "reload" means that everything was read anew.
import { get } from "./api.js";

export class Store extends EventTarget {
  apps = new Map();
  followers = new Map();
  faults = new Map();
  qrcodes = [];
  clock = { now: Date.now() / 1000, offset_seconds: 0 };
  counts = { log: 0, bubbles: 0, missed: 0 };
  stream = "";
  #clockReadAt = performance.now();

  async load() {
    const state = await get("state");
    this.apps = new Map(state.apps.map((app) => [app.appid, app]));
    this.followers = new Map(state.followers.map((one) => [one.id, one]));
    this.faults = new Map(state.faults.map((one) => [one.kind, one]));
    this.qrcodes = state.qrcodes;
    this.counts = state.counts;
    this.stream = state.stream;
    this.#setClock(state.clock);
    this.#tell("reload", state);
  }

  /** Seconds by the sandbox's clock, now. */
  now() {
    return this.clock.frozen ? this.clock.now : this.clock.now + (performance.now() - this.#clockReadAt) / 1000;
  }

  on(name, react, signal) {
    this.addEventListener(name, (event) => react(event.detail), { signal });
  }

  take(name, data) {
    if (name === "follower") {
      if (data.on_desk === false) {
        this.followers.delete(data.id);
        return this.#tell("follower-gone", { id: data.id });
      }
      this.followers.set(data.id, data);
    } else if (name === "follower-gone") this.followers.delete(data.id);
    else if (name === "chat") this.#keepTie(data);
    else if (name === "app") this.apps.set(data.appid, data);
    else if (name === "app-gone") this.apps.delete(data.appid);
    else if (name === "menu" && this.apps.has(data.appid)) this.apps.get(data.appid).menu = data.menu;
    else if (name === "fault") this.faults.set(data.kind, data);
    else if (name === "qrcode") this.qrcodes = [...this.qrcodes.filter((one) => !sameCode(one, data)), data];
    else if (name === "clock") this.#setClock(data);
    return this.#tell(name, data);
  }

  faultsOn() {
    return [...this.faults.values()].filter((fault) => fault.on).length;
  }

  /** A chat says how one phone stands with one account; the phone's own entry follows. */
  #keepTie({ follower, appid, openid, following, unread }) {
    const phone = this.followers.get(follower);
    if (!phone) return;
    const others = phone.accounts.filter((tie) => tie.appid !== appid);
    const tie = { ...phone.accounts.find((one) => one.appid === appid), appid, openid, following, unread };
    phone.accounts = [...others, tie];
    phone.unread = phone.accounts.reduce((sum, one) => sum + one.unread, 0);
  }

  #setClock(clock) {
    this.clock = clock;
    this.#clockReadAt = performance.now();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function sameCode(one, other) {
  return one.ticket === other.ticket && one.appid === other.appid;
}
