// People who are on the phone for company, so that the list looks like somebody's life. Nothing of theirs is
// sent. `at` is a time of day, so that nobody asks about supper at dawn; `days` how many evenings ago it was.
import { lastShown } from "../when.js";

const OF_THE_OLD = [
  { name: "小舟", face: "李", tint: 3, at: "19:42", says: [{ text: "王伯，周六我来教您发语音" }, { text: "带两斤橘子" }] },
  { name: "河东二支部（63）", face: "群", tint: 1, at: "12:16", muted: true, says: [{ text: "周敏：收到" }, { text: "孙立平：收到的不用回，忙去吧" }] },
  { name: "儿子", face: "儿", tint: 4, at: "08:25", says: [{ mine: true, text: "[文章] 小事不小" }, { text: "爸，您居然会发文章卡片了！" }] },
  { name: "物业 何秋生", face: "何", tint: 2, at: "17:50", days: 1, says: [{ mine: true, text: "楼道的灯不亮" }, { text: "灯换好了，您下楼看看亮不亮" }] },
  { name: "下棋三缺一", face: "棋", tint: 0, at: "15:20", days: 3, muted: true, says: [{ text: "老吴：炮二平五，等你一周了" }] },
];
const OF_THE_YOUNG = [
  { name: "妈", face: "妈", tint: 5, at: "18:07", says: [{ text: "晚上回来吃饭吗" }, { mine: true, text: "回，地铁上" }, { text: "给你留了汤" }] },
  { name: "青年理论小组（12）", face: "群", tint: 3, at: "13:05", muted: true, says: [{ text: "李小舟：周四的片子我来放，谁带投影仪" }] },
  { name: "河东二支部（63）", face: "群", tint: 1, at: "12:16", muted: true, says: [{ text: "孙立平：收到的不用回，忙去吧" }] },
  { name: "阿杰", face: "杰", tint: 4, at: "21:30", days: 1, says: [{ text: "跑步吗，河边那条道修好了" }, { mine: true, text: "周日早上" }] },
];

/** Those on this follower's phone, the latest first; `wrote` is when, always before `now`. */
export function neighboursOf(follower, now) {
  const who = follower.number % 2 ? OF_THE_OLD : OF_THE_YOUNG;
  const timed = who.map((one) => ({ ...one, wrote: lastShown(one.at, now) - (one.days ?? 0) * 86400 }));
  return timed.sort((one, other) => other.wrote - one.wrote);
}
