// 存档: the whole desk under a name, as games do it; brought back, handed on as a file, or forgotten.
import { get, post, put, remove, sendFile } from "../api.js";
import { clone, fill, slot } from "../dom.js";
import { notice } from "../notice.js";
import { spokenWhen } from "../when.js";

export function offerSaves(page, store) {
  const dialog = page.querySelector('[data-dialog="saves"]');
  const form = dialog.querySelector("[data-save-form]");
  const name = form.querySelector("input");
  const list = dialog.querySelector("[data-saves]");
  const file = dialog.querySelector("[data-save-file]");
  const told = slot(dialog, "told");

  async function attempt(work, words = "") {
    try {
      await work();
      told.textContent = words;
      await draw();
    } catch (problem) {
      told.textContent = problem.message;
    }
  }

  async function draw() {
    const { saves } = await get("saves");
    list.replaceChildren(...saves.map(row));
    slot(dialog, "none").hidden = saves.length > 0;
  }

  function row(save) {
    const path = `saves/${encodeURIComponent(save.name)}`;
    const element = fill(clone("save-row"), {
      name: save.name,
      about: `${spokenWhen(save.saved_at, Date.now() / 1000)} · ${size(save.size_bytes)}`,
    });
    element.dataset.save = save.name;
    const [load, link, forget] = element.querySelectorAll("button, a");
    load.setAttribute("aria-label", `回到这里：${save.name}`);
    link.setAttribute("aria-label", `把“${save.name}”存成文件`);
    forget.setAttribute("aria-label", `删掉“${save.name}”`);
    link.href = `/_sandbox/${path}/file`;
    load.addEventListener("click", () => bringBack(() => post(`${path}/load`), `回到了“${save.name}”`));
    forget.addEventListener("click", () => attempt(() => remove(path), `删掉了“${save.name}”`));
    return element;
  }

  async function bringBack(work, words) {
    await attempt(async () => {
      await work();
      for (const key of Object.keys(sessionStorage)) if (key.startsWith("zj-open:")) sessionStorage.removeItem(key);
      await store.load();
    }, words);
  }

  for (const button of page.querySelectorAll('[data-act="saves"]')) {
    button.addEventListener("click", () => {
      told.textContent = "";
      draw().catch((problem) => notice(problem.message));
      dialog.showModal();
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (wanted) attempt(() => put(`saves/${encodeURIComponent(wanted)}`).then(() => (name.value = "")), `存好了“${wanted}”`);
  });
  file.addEventListener("change", () => {
    if (!file.files.length) return;
    const [chosen] = file.files;
    bringBack(() => sendFile("load", chosen), `读入了 ${chosen.name}`).finally(() => (file.value = ""));
  });
}

const size = (bytes) => (bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);
