// The codes lying on the desk. Drag one onto a phone, or press it and choose whom to hand it to. A picture file from
// elsewhere may be dropped on a phone as well: it is scanned.
import { clone, fill, slot } from "./dom.js";
import { codeId, codePicture, codeTitle } from "./codes.js";
import { scan } from "./pages/scan.js";

const CODE = "text/x-zhijian-code";

export function layPosters(page, store, phones) {
  const place = page.querySelector("[data-posters]");
  const dialog = page.querySelector('[data-dialog="poster"]');

  function draw() {
    place.replaceChildren(...store.qrcodes.filter((code) => !code.expired).map(poster));
    place.parentElement.classList.toggle("bare", !place.children.length);
  }

  function poster(code) {
    const element = fill(clone("poster"), { title: codeTitle(store, code) });
    element.dataset.poster = codeId(code);
    element.setAttribute("aria-label", `桌上的码：${codeTitle(store, code)}，拿给手机扫`);
    slot(element, "picture").src = codePicture(code);
    element.addEventListener("click", () => handOver(code));
    element.addEventListener("dragstart", (event) => event.dataTransfer.setData(CODE, codeId(code)));
    return element;
  }

  function handOver(code) {
    slot(dialog, "title").textContent = codeTitle(store, code);
    slot(dialog, "picture").src = codePicture(code);
    slot(dialog, "phones").replaceChildren(...[...phones.values()].map((phone) => {
      const button = document.createElement("button");
      button.value = phone.follower.id;
      button.textContent = phone.follower.name;
      button.addEventListener("click", () => show(phone, { code }));
      return button;
    }));
    dialog.showModal();
  }

  function show(phone, what) {
    phone.push(scan(phone, what));
  }

  const holderOf = (event) => event.target.closest?.("[data-phone]");
  const carries = (event) => event.dataTransfer?.types.some((type) => type === CODE || type === "Files");
  page.addEventListener("dragover", (event) => {
    const holder = carries(event) && holderOf(event);
    for (const other of page.querySelectorAll(".holder.over")) if (other !== holder) other.classList.remove("over");
    if (!holder) return;
    event.preventDefault();
    holder.classList.add("over");
  });
  page.addEventListener("dragend", () => page.querySelector(".holder.over")?.classList.remove("over"));
  page.addEventListener("drop", (event) => {
    const holder = carries(event) && holderOf(event);
    if (!holder) return;
    event.preventDefault();
    holder.classList.remove("over");
    const code = store.qrcodes.find((one) => codeId(one) === event.dataTransfer.getData(CODE));
    const [file] = event.dataTransfer.files;
    const phone = phones.get(holder.dataset.phone);
    if (phone && code) show(phone, { code });
    else if (phone && file) show(phone, { file });
  });
  store.on("hand-over", ({ to, code }) => phones.has(to) && show(phones.get(to), { code }));
  for (const name of ["qrcode", "app", "app-gone", "reload"]) store.on(name, draw);
  draw();
}
