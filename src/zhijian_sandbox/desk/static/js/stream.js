// Listens to the sandbox and hands every event to the store. A broken line is mended by itself: what was missed is
// asked for again, and when too much was missed everything is read anew.
import { notice } from "./notice.js";

const EVENTS = ["bubble", "chat", "menu", "follower", "follower-gone", "app", "app-gone", "qrcode", "fault", "clock", "log", "practice", "practice-said", "push"];
const PATIENCE_MS = [500, 1000, 2000, 4000];

export function listen(store) {
  let source = null;
  let failures = 0;
  let last = store.stream;

  function connect() {
    source = new EventSource(`/_sandbox/stream?after=${encodeURIComponent(last)}`);
    hear("hello", (hello) => {
      if (failures > 1) notice("");
      failures = 0;
      if (hello.missed) readAnew();
    });
    hear("reset", readAnew);
    for (const name of EVENTS) hear(name, (data) => store.take(name, data));
    source.onerror = mend;
  }

  function hear(name, react) {
    source.addEventListener(name, (event) => {
      last = event.lastEventId || last;
      react(JSON.parse(event.data));
    });
  }

  function readAnew() {
    store.load().catch(mend);
  }

  function mend() {
    source.close();
    const wait = PATIENCE_MS[Math.min(failures, PATIENCE_MS.length - 1)];
    failures += 1;
    if (failures > 1) notice("和沙箱断了，正在重连…", { stays: true });
    setTimeout(connect, wait);
  }

  // A page that waits in the browser's memory holds no line; coming back, it takes one up again.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();
}
