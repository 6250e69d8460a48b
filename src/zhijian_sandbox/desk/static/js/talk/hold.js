// 按住说话. Holding is hard for some hands: a tap starts as well, the next tap sends. Sliding up, or 取消, drops it.
// With leave to use the microphone one's own voice is sent; without, a sample as long as one held. Nobody is asked
// while holding: the question has a key of its own.
import { act, clone, slot } from "../dom.js";
import { microphoneState, startRecording } from "./record.js";

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
    talk = { overlay, held, from, timer: 0, started: performance.now(), recording: null };
    talk.timer = setInterval(tick, 250);
    slot(overlay, "how").textContent = held ? "松开 发送" : "说完点一下 发送";
    act(overlay, "cancel-voice").addEventListener("click", () => finish(false));
    act(overlay, "finish-voice").addEventListener("click", () => finish(true));
    act(overlay, "ask-microphone").addEventListener("click", () => listen(talk));
    overlay.addEventListener("keydown", (event) => event.key === "Escape" && finish(false));
    phone.screen.append(overlay);
    if (!held) act(overlay, "finish-voice").focus({ preventScroll: true });
    offerMicrophone(talk);
  }

  async function offerMicrophone(now) {
    const state = await microphoneState();
    if (talk !== now) return;
    if (state === "granted") listen(now);
    act(now.overlay, "ask-microphone").hidden = state !== "prompt";
  }

  async function listen(now) {
    if (!now || now.recording) return;
    const recording = await startRecording();
    if (talk !== now) return recording?.drop();
    act(now.overlay, "ask-microphone").hidden = true;
    if (!recording) return (slot(now.overlay, "what").textContent = "没拿到麦克风，发的是一段样品");
    now.recording = recording;
    now.started = performance.now();
    now.overlay.classList.add("recording");
    slot(now.overlay, "what").textContent = "在录您的声音";
  }

  const seconds = () => Math.min(LONGEST_SECONDS, Math.max(1, Math.round((performance.now() - talk.started) / 1000)));

  function tick() {
    slot(talk.overlay, "seconds").textContent = `${seconds()}″`;
    if (performance.now() - talk.started > LONGEST_SECONDS * 1000) finish(true);
  }

  async function finish(send) {
    if (!talk) return;
    const lasted = seconds();
    const { overlay, timer, recording } = talk;
    talk = null;
    clearInterval(timer);
    overlay.remove();
    key.focus({ preventScroll: true });
    if (!send) return recording?.drop();
    const sound = await recording?.finish();
    phone.act("voice", sound ? spoken(sound, lasted) : { appid, seconds: lasted });
  }

  function spoken(sound, lasted) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ act: "voice", appid, seconds: lasted })) form.append(name, value);
    form.append("file", sound, sound.type.includes("mp4") ? "voice.m4a" : "voice.webm");
    return form;
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
