// Draws one bubble: the avatar, and whatever was said.
import { clone, slot } from "../dom.js";
import { paintAccount, paintAvatar } from "../avatar.js";
import { spokenWhen } from "../when.js";
import { text, options } from "./words.js";
import { card, link } from "./cards.js";
import { slip } from "./slip.js";
import { image, video, voice, place, tune, mini } from "./things.js";

const DRAWN = {
  text,
  image,
  voice,
  video,
  location: place,
  music: tune,
  miniprogram: mini,
  msgmenu: options,
  template: slip,
  link: (phone, bubble) => link(phone, bubble, bubble),
  news: (phone, bubble) => (isWide(bubble) ? card(phone, bubble) : link(phone, bubble, bubble.articles[0])),
};

/** What was pushed comes as a wide card, also alone; a reply of one article as a small one. */
const isWide = (bubble) => bubble.articles.length > 1 || bubble.via === "push" || bubble.via === "preview";

/** The element for a bubble; it carries data-bubble, data-side and data-kind. */
export function draw(phone, bubble) {
  const element = bubble.side === "system" ? notice(bubble) : message(phone, bubble);
  element.dataset.bubble = bubble.id;
  element.dataset.side = bubble.side;
  element.dataset.kind = bubble.kind;
  return element;
}

/** The time above a bubble after a gap. */
export function drawWhen(phone, bubble) {
  const element = clone("when");
  const ahead = phone.follower.clock_offset_seconds;
  element.textContent = spokenWhen(bubble.at + ahead, phone.now());
  element.dataset.whenOf = bubble.id;
  return element;
}

function notice(bubble) {
  const element = clone("notice");
  element.textContent = bubble.content;
  element.dataset.reason = bubble.reason;
  return element;
}

function message(phone, bubble) {
  const said = (DRAWN[bubble.kind] ?? (() => clone("unknown")))(phone, bubble);
  if (said.matches(".card, .slip")) return said;
  const element = clone("msg");
  element.classList.add(bubble.side);
  if (bubble.side === "me") paintAvatar(slot(element, "avatar"), phone.follower);
  else paintAccount(slot(element, "avatar"));
  slot(element, "said").append(said);
  return element;
}
