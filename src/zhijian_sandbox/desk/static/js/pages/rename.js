// A new name on the tape of a phone, and the small print behind it.
import { patch } from "../api.js";
import { ask } from "./ask.js";

export async function rename(phone) {
  const given = await ask(phone, "这是谁的手机？", [
    { label: "名字", name: "name", required: true, maxLength: 40, value: phone.follower.name },
    { label: "小字", name: "note", maxLength: 40, value: phone.follower.note, placeholder: "如 67 岁、地铁上" },
  ], "写上");
  if (!given?.name) return;
  try {
    phone.store.take("follower", await patch(`followers/${phone.follower.id}`, given));
  } catch (problem) {
    phone.say(problem.message);
  }
}
