// Listens to the sandbox and hands every event to the store. A broken line is mended by itself: what was missed is
// asked for again, and when too much was missed everything is read anew.
const EVENTS = ["bubble", "chat", "menu", "follower", "follower-gone", "app", "app-gone", "qrcode", "fault", "clock", "log"];
const PATIENCE = [500, 1000, 2000, 4000];

export function listen(store, notice) {
  let failures = 0;
  let last = store.stream;

  function connect() {
    const source = new EventSource(`/_sandbox/stream?after=${encodeURIComponent(last)}`);
    source.addEventListener("hello", async (event) => {
      failures = 0;
      notice.textContent = "";
      if (event.lastEventId) last = event.lastEventId;
      if (JSON.parse(event.data).missed) await store.load().catch(() => {});
    });
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => {
        last = event.lastEventId || last;
        store.take(name, JSON.parse(event.data));
      });
    }
    source.addEventListener("reset", async (event) => {
      last = event.lastEventId || last;
      await store.load().catch(() => {});
    });
    source.onerror = () => {
      source.close();
      const wait = PATIENCE[Math.min(failures, PATIENCE.length - 1)];
      failures += 1;
      if (failures > 1) notice.textContent = "和沙箱断了，正在重连…";
      setTimeout(connect, wait);
    };
    addEventListener("pagehide", () => source.close(), { once: true });
  }

  connect();
}
