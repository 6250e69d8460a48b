// A drawer of faces, from the computer's own font.
import { act } from "../dom.js";

const FACES = "😀 😄 😊 🙂 😉 😍 😘 😜 🤔 😅 😂 😭 😴 😎 🙄 😮 😢 😡 👍 👏 🙏 💪 🤝 👋 ✌️ 👌 ❤️ 🌹 🎉 🔥 🌞 🌧️ 🍵 🍊 🎂 📖 📮 🕒 ✅ ❓".split(" ");

export function offerEmoji(element, insert) {
  const button = act(element, "emoji");
  const drawer = element.querySelector("[data-emoji]");
  drawer.append(...FACES.map((face) => {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = face;
    key.setAttribute("aria-label", `表情 ${face}`);
    key.addEventListener("click", () => insert(face));
    return key;
  }));
  return {
    button,
    show(open) {
      drawer.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    },
  };
}
