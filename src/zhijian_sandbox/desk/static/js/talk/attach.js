// Pictures, films, places, voices, links: a sample at hand, or a file of one's own.
import { act } from "../dom.js";
import { choose } from "../pages/choose.js";
import { askPlace } from "./place.js";
import { askLink } from "./ask-link.js";

const WORDS = {
  image: { title: "发一张图片", sample: "样品照片", accept: "image/*" },
  video: { title: "发一段视频", sample: "样品短片", accept: "video/mp4" },
};
const SAMPLE_SECONDS = 6;

export function offerThings(phone, appid, element) {
  const button = act(element, "plus");
  const drawer = element.querySelector("[data-plus]");
  const file = element.querySelector("[data-file]");
  let kind = "image";

  async function offer(wanted) {
    kind = wanted;
    const words = WORDS[wanted];
    const wish = await choose(phone, words.title, [
      { label: words.sample, value: "sample", note: "不用找文件，马上就发" },
      { label: "从这台电脑里挑一个", value: "file" },
    ]);
    if (wish === "sample") phone.act(wanted, { appid });
    if (wish === "file") {
      file.accept = words.accept;
      file.click();
    }
  }

  file.addEventListener("change", () => {
    if (!file.files.length) return;
    const form = new FormData();
    form.append("act", kind);
    form.append("appid", appid);
    form.append("file", file.files[0]);
    file.value = "";
    phone.act(kind, form);
  });
  act(element, "send-image").addEventListener("click", () => offer("image"));
  act(element, "send-video").addEventListener("click", () => offer("video"));
  act(element, "send-voice").addEventListener("click", () => phone.act("voice", { appid, seconds: SAMPLE_SECONDS }));
  act(element, "send-location").addEventListener("click", async () => {
    const place = await askPlace(phone);
    if (place) phone.act("location", { appid, ...place });
  });

  act(element, "send-link").addEventListener("click", async () => {
    const link = await askLink(phone);
    if (link) phone.act("link", { appid, ...link });
  });

  return {
    button,
    show(open) {
      drawer.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    },
  };
}
