// Pictures, voices, films, places, tunes.
import { clone, fill, picture, slot } from "../dom.js";
import { viewer } from "../pages/viewer.js";
import { play } from "./play.js";
import { openLink } from "./open.js";

export function image(phone, bubble) {
  const element = clone("image");
  picture(element.querySelector("img"), bubble.media?.url);
  element.addEventListener("click", () => phone.push(viewer(phone, "image", bubble.media.url, "图片")));
  return element;
}

export function voice(phone, bubble) {
  const seconds = Math.max(1, Math.round(bubble.seconds || 1));
  const element = fill(clone("voice"), { seconds: `${seconds}″` });
  element.dataset.long = Math.min(3, Math.floor(seconds / 8));
  element.setAttribute("aria-label", `${seconds} 秒语音，点一下听`);
  element.addEventListener("click", () => play(phone, element, bubble.media?.url, seconds));
  return element;
}

export function video(phone, bubble) {
  const element = fill(clone("video"), { title: bubble.title });
  element.setAttribute("aria-label", `看视频 ${bubble.title ?? ""}`.trim());
  const still = element.querySelector("img");
  const film = element.querySelector("video");
  if (bubble.thumb) {
    still.hidden = false;
    picture(still, bubble.thumb.url);
    film.remove();
  } else if (bubble.media) film.src = bubble.media.url;
  film.addEventListener("error", () => film.classList.add("absent"), { once: true });
  element.addEventListener("click", () => bubble.media && phone.push(viewer(phone, "video", bubble.media.url, bubble.title || "视频")));
  return element;
}

export function place(phone, bubble) {
  const where = `北纬 ${bubble.latitude.toFixed(4)}，东经 ${bubble.longitude.toFixed(4)}`;
  const element = fill(clone("location"), { label: bubble.label || "一个地方", where });
  element.addEventListener("click", () => phone.say(where));
  return element;
}

export function tune(phone, bubble) {
  const element = fill(clone("music"), { title: bubble.title || "音乐", description: bubble.description });
  element.addEventListener("click", () => openLink(phone, bubble, bubble.url || bubble.hq_url, bubble.title || "音乐"));
  return element;
}

export function mini(_phone, bubble) {
  return fill(clone("mini"), { title: bubble.title });
}
