// On the desk's head: whether the town is writing just now.
import { get } from "../api.js";
import { slot } from "../dom.js";

export function tellPractice(page, store) {
  function tell({ state, counts }) {
    for (const link of page.querySelectorAll("[data-practice]")) {
      link.classList.toggle("busy", state === "running");
      slot(link, "practice").textContent = state === "running" ? `练习中 · ${counts.sent} 句` : state === "paused" ? "练习歇着" : "练习";
    }
  }
  const read = () => get("practice").then(tell).catch(() => {});
  store.on("practice", tell);
  store.on("reload", read);
  read();
}
