// The flow of bubbles: in order, each drawn once; the view stays at the end if it was there, else says what is new.
import { get } from "../api.js";
import { act, clone } from "../dom.js";
import { draw, drawWhen } from "./bubble.js";

const AT_END_PX = 40;

export function keepFlow(phone, page, path, signal) {
  const scroll = page.querySelector("[data-scroll]");
  const flow = page.querySelector("[data-flow]");
  const newer = act(page, "newest");
  const earlier = act(page, "earlier");
  const elements = new Map();
  let atEnd = true;
  let lastTop = 0;
  let unseen = 0;

  function toEnd() {
    scroll.scrollTop = scroll.scrollHeight;
    atEnd = true;
    unseen = 0;
    newer.hidden = true;
  }

  function hint(empty) {
    flow.querySelector("[data-hint]")?.remove();
    if (empty) flow.append(clone("first-words"));
  }

  function place(bubble) {
    hint(false);
    const known = elements.get(bubble.id);
    const fresh = draw(phone, bubble);
    elements.set(bubble.id, fresh);
    if (known) {
      known.replaceWith(fresh);
      return false;
    }
    const later = [...flow.children].find((one) => Number(one.dataset.bubble ?? one.dataset.whenOf) > bubble.id) ?? null;
    if (bubble.gap) flow.insertBefore(drawWhen(phone, bubble), later);
    flow.insertBefore(fresh, later);
    return true;
  }

  function take(bubble) {
    if (!place(bubble)) return;
    elements.get(bubble.id).classList.add("fresh");
    if (bubble.side === "me" || atEnd) return toEnd();
    if (bubble.side === "system") return;
    unseen += 1;
    newer.textContent = `↓ ${unseen} 条新消息`;
    newer.hidden = false;
  }

  function fill({ bubbles, more }) {
    for (const bubble of bubbles) place(bubble);
    hint(elements.size === 0);
    earlier.hidden = !more;
    toEnd();
  }

  async function older() {
    const first = Math.min(...elements.keys());
    const answer = await get(`${path}?before=${first}`).catch(() => null);
    if (!answer) return;
    const below = scroll.scrollHeight - scroll.scrollTop;
    for (const bubble of answer.bubbles) place(bubble);
    earlier.hidden = !answer.more;
    scroll.scrollTop = scroll.scrollHeight - below;
  }

  scroll.addEventListener("scroll", () => {
    // Only a movement upwards leaves the end: when the view shrinks, the end goes away by itself.
    if (scroll.scrollHeight - scroll.clientHeight - scroll.scrollTop < AT_END_PX) atEnd = true;
    else if (scroll.scrollTop < lastTop) atEnd = false;
    lastTop = scroll.scrollTop;
    if (atEnd && unseen) toEnd();
  }, { passive: true });
  newer.addEventListener("click", toEnd);
  earlier.addEventListener("click", older);
  const resized = new ResizeObserver(() => atEnd && toEnd());
  resized.observe(flow);
  resized.observe(scroll);
  signal.addEventListener("abort", () => resized.disconnect());
  return { take, fill, shown: () => atEnd && toEnd() };
}
