// One sentence at the head of the desk: how many phones, how many faults, and what is missing to begin.
import { slot } from "./dom.js";

const NUMBERS = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
const spoken = (number) => NUMBERS[number] ?? String(number);

export function tellTale(page, store) {
  function tell() {
    const phones = store.followers.size;
    const faults = store.faultsOn();
    slot(page, "tale").textContent = phones === 0
      ? "桌上还没有手机"
      : `桌上${spoken(phones)}部手机，${faults ? `开着${spoken(faults)}种故障` : "和真的说同一种话"}`;
    slot(page.querySelector("[data-empty]"), "why").textContent = store.apps.size === 0
      ? "还没有公众号登记到这里。产品起来以后会自己来登记；也可以照 docs/reference/sandbox.md 用接口登记一个。"
      : "桌上还没有手机。";
  }
  for (const name of ["follower", "follower-gone", "fault", "app", "app-gone", "reload"]) store.on(name, tell);
  tell();
}
