// 再放一部: one more person, the next of a few neighbours who is not yet on the desk.
import { post } from "./api.js";
import { closeSheets } from "./sheets.js";
import { notice } from "./notice.js";

const NEIGHBOURS = [
  { name: "王建国", note: "67 岁" },
  { name: "周敏", note: "地铁上" },
  { name: "陈玉兰", note: "78 岁 · 大字", large_type: true },
  { name: "李小舟", note: "教大家用手机" },
  { name: "何秋生", note: "物业" },
  { name: "赵文静", note: "镇党建办" },
  { name: "孙立平", note: "河东二支部" },
  { name: "吴桂芳", note: "夜校学员", large_type: true },
];

export function offerNewPhone(page, store, take) {
  async function add() {
    const taken = new Set([...store.followers.values()].map((one) => one.name));
    const next = NEIGHBOURS.find((one) => !taken.has(one.name)) ?? {};
    try {
      const follower = await post("followers", next);
      store.take("follower", follower);
      take(follower.id);
      closeSheets(page);
      page.querySelector(`[data-phone="${follower.id}"]`)?.scrollIntoView({ inline: "nearest", block: "nearest" });
    } catch (problem) {
      notice(problem.message);
    }
  }
  for (const button of page.querySelectorAll('[data-act="new-phone"]')) button.addEventListener("click", add);
}
