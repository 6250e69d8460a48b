// One of the account's own pictures, or a new one.
import { clone, slot } from "../dom.js";
import { notice } from "../notice.js";

let groups = 0;

export function picturesBody({ made, holds, shelf, name }) {
  const element = clone("pictures-body");
  const list = element.querySelector("[data-shelf]");
  const upload = element.querySelector("[data-upload]");
  const keptAs = slot(element, "kept-as");
  const group = `picture-${(groups += 1)}`;
  const found = made[holds] ?? "";
  let chosen = found;

  function thumb(picture, index) {
    const item = clone("picture");
    const [radio, image] = item.querySelectorAll("input, img");
    radio.name = group;
    radio.value = picture.media_id;
    radio.checked = picture.media_id === chosen;
    radio.required = !isElsewhere();
    radio.setAttribute("aria-label", `${name}：第 ${index + 1} 张，${picture.name}`);
    radio.addEventListener("change", () => (chosen = picture.media_id));
    image.src = picture.url;
    image.title = picture.name;
    return item;
  }

  /** Told by the control API with an address, or with a picture of another desk. */
  const isElsewhere = () => Boolean(found) && chosen === found && !shelf.pictures.some((one) => one.media_id === found);

  function draw() {
    list.replaceChildren(...shelf.pictures.map(thumb));
    list.hidden = shelf.pictures.length === 0;
    keptAs.hidden = !isElsewhere();
    keptAs.textContent = `原来的图片不在这张桌上（${found}），照原样留着。`;
    // Without any picture there is nothing to check, so that the file itself is asked for.
    upload.required = shelf.pictures.length === 0 && !isElsewhere();
  }

  upload.setAttribute("aria-label", `${name}：传一张图片`);
  upload.addEventListener("change", async () => {
    const [file] = upload.files;
    if (!file) return;
    try {
      chosen = (await shelf.addPicture(file)).media_id;
      draw();
    } catch (problem) {
      notice(problem.message);
    } finally {
      upload.value = "";
    }
  });
  shelf.addEventListener("pictures", () => element.isConnected && draw());
  draw();
  return { element, read: () => ({ [holds]: chosen }) };
}
