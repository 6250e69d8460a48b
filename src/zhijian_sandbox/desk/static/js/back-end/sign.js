// On the desk's head: whether the back end of an account answers instead of the product.
import { slot } from "../dom.js";

export function tellBackEnd(page, store) {
  function tell() {
    const off = [...store.apps.values()].filter((app) => !app.server_enabled);
    for (const link of page.querySelectorAll("[data-back-end]")) {
      link.classList.toggle("busy", off.length > 0);
      link.href = off.length ? `/back-end#${encodeURIComponent(off[0].appid)}` : "/back-end";
      slot(link, "back-end").textContent = off.length ? "后台在答" : "后台";
    }
  }
  for (const name of ["app", "app-gone", "reload"]) store.on(name, tell);
  tell();
}
