// 从头再来 cannot be undone, so it asks.
import { post } from "./api.js";
import { notice } from "./notice.js";

export function askReset(page, store) {
  const dialog = page.querySelector('[data-dialog="reset"]');
  for (const button of page.querySelectorAll('[data-act="reset"]')) {
    button.addEventListener("click", () => {
      dialog.returnValue = "";
      dialog.showModal();
    });
  }
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "yes") return;
    try {
      await post("reset", { scope: "chats" });
      for (const name of Object.keys(sessionStorage)) if (name.startsWith("zj-open:")) sessionStorage.removeItem(name);
      await store.load();
    } catch (problem) {
      notice(problem.message);
    }
  });
}
