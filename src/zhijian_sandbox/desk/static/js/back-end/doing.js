// What the back end says, or what one of its buttons does: words, a picture, articles, a page to open. A kind that
// cannot be made here (a voice, a video) is kept as it was found.
import { act, clone } from "../dom.js";
import { articlesBody } from "./articles.js";
import { picturesBody } from "./pictures.js";

const KINDS = { text: "文字", img: "图片", news: "图文" };
const FURTHER = { sub: "打开子菜单", view: "打开网页" };
const FOUND = { photo: "相片", voice: "语音", video: "视频" };
const BODIES = { text: wordsBody("text-body"), view: wordsBody("view-body"), img: picturesBody, news: articlesBody };

/**
 * `made` is what there was ({} for something new); `holds` the member its words stand in; `more` the kinds of a menu's
 * button besides. `name` tells two of them apart for those who listen. Answers {element, kind(), read()}.
 */
export function doing({ made, holds, shelf, name, more = [], changed = () => {}, removed = null }) {
  const element = clone("doing");
  const type = element.querySelector("[data-type]");
  const place = element.querySelector("[data-body]");
  const offered = { ...Object.fromEntries(more.map((kind) => [kind, FURTHER[kind]])), ...KINDS };
  const kept = made.type && !offered[made.type];
  if (kept) offered[made.type] = FOUND[made.type] ?? made.type;
  for (const [kind, words] of Object.entries(offered)) type.append(new Option(words, kind));
  type.value = made.type ?? Object.keys(offered)[0];
  type.setAttribute("aria-label", `${name}：做什么`);
  let body = null;

  function draw() {
    const kind = type.value;
    const own = kind === made.type ? made : {};
    const build = BODIES[kind];
    body = build ? build({ made: own, holds: kind === "view" ? "url" : holds, shelf, name }) : null;
    const note = document.createElement("p");
    note.className = "fine";
    note.textContent = kept && kind === made.type ? "照原样留着。" : "";
    place.replaceChildren(body ? body.element : note);
    place.hidden = !body && !note.textContent;
  }

  type.addEventListener("change", () => {
    draw();
    changed();
  });
  const remove = act(element, "remove");
  remove.hidden = !removed;
  remove.setAttribute("aria-label", `拿掉${name}`);
  if (removed) remove.addEventListener("click", () => removed());
  draw();
  return {
    element,
    kind: () => type.value,
    read: () => (body ? { type: type.value, ...body.read() } : { ...made, type: type.value }),
  };
}

/** One field, for words or for an address. */
function wordsBody(template) {
  return ({ made, holds, name }) => {
    const element = clone(template);
    const field = element.querySelector("[data-words]");
    field.value = made[holds] ?? "";
    field.setAttribute("aria-label", `${name}：内容`);
    return { element, read: () => ({ [holds]: field.value.trim() }) };
  };
}
