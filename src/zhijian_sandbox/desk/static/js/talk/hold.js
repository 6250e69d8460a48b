// 按住说话. Holding is hard for some hands: a tap starts as well, the next tap sends. Sliding up, or 取消, drops it.
// No microphone is asked for: what is sent is a sample as long as one held.
import { act, clone, slot } from "../dom.js";

const TAP_MS = 350;
const SLIDE_PX = 60;
const LONGEST_SECONDS = 60;

export function offerVoice(phone, appid, element, toTyping) {
  const key = act(element, "hold");
  const change = act(element, "voice");
  const field = element.querySelector("[data-field]");
  let talk = null;

  change.addEventListener("click", () => {
    const talking = key.hidden;
    key.hidden = !talking;
    field.hidden = talking;
    change.setAttribute("aria-pressed", String(talking));
    change.setAttribute("aria-label", talking ? "换成打字" : "换成说话");
    if (!talking) toTyping();
  });

  function start({ held, from }) {
    const overlay = clone("hold");
    const started = performance.now();
    const seconds = () => Math.min(LONGEST_SECONDS, Math.max(1, Math.round((performance.now() - started) / 1000)));
    const timer = setInterval(() => {
      slot(overlay, "seconds").textContent = `${seconds()}″`;
      if (performance.now() - started > LONGEST_SECONDS * 1000) finish(true);
    }, 250);
    talk = { overlay, timer, started, from, seconds, held };
    slot(overlay, "how").textContent = held ? "松开 发送" : "说完点一下 发送";
    act(overlay, "cancel-voice").addEventListener("click", () => finish(false));
    act(overlay, "finish-voice").addEventListener("click", () => finish(true));
    overlay.addEventListener("keydown", (event) => event.key === "Escape" && finish(false));
    phone.screen.append(overlay);
    if (!held) act(overlay, "finish-voice").focus({ preventScroll: true });
  }

  function finish(send) {
    if (!talk) return;
    const { overlay, timer, seconds } = talk;
    talk = null;
    clearInterval(timer);
    const lasted = seconds();
    overlay.remove();
    key.focus({ preventScroll: true });
    if (send) phone.act("voice", { appid, seconds: lasted });
  }

  key.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    key.setPointerCapture(event.pointerId);
    start({ held: true, from: event.clientY });
  });
  key.addEventListener("pointermove", (event) => {
    if (talk?.held) talk.overlay.classList.toggle("dropping", talk.from - event.clientY > SLIDE_PX);
  });
  key.addEventListener("pointerup", (event) => {
    if (!talk?.held) return;
    if (performance.now() - talk.started < TAP_MS) {
      talk.held = false;
      slot(talk.overlay, "how").textContent = "说完点一下 发送";
    } else finish(talk.from - event.clientY <= SLIDE_PX);
  });
  key.addEventListener("pointercancel", () => talk?.held && finish(false));
  key.addEventListener("click", (event) => {
    if (event.detail === 0 && !talk) start({ held: false, from: 0 });
  });
}
