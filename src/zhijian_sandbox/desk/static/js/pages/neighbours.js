// People who are on the phone for company, so that the list looks like somebody's life. Nothing of theirs is
// sent; `minutes` is how long ago they wrote.
const OF_THE_OLD = [
  { name: "小舟", face: "李", tint: 3, minutes: 12, says: [{ text: "王伯，周六我来教您发语音" }, { text: "带两斤橘子" }] },
  { name: "河东二支部（63）", face: "群", tint: 1, minutes: 30, muted: true, says: [{ who: "周敏", text: "收到" }, { who: "孙立平", text: "孙立平：收到的不用回，忙去吧" }] },
  { name: "儿子", face: "儿", tint: 4, minutes: 82, says: [{ mine: true, text: "[文章] 小事不小" }, { text: "爸，您居然会发文章卡片了！" }] },
  { name: "物业 何秋生", face: "何", tint: 2, minutes: 1500, says: [{ mine: true, text: "楼道的灯不亮" }, { text: "灯换好了，您下楼看看亮不亮" }] },
  { name: "下棋三缺一", face: "棋", tint: 0, minutes: 3200, muted: true, says: [{ text: "老吴：炮二平五，等你一周了" }] },
];
const OF_THE_YOUNG = [
  { name: "妈", face: "妈", tint: 5, minutes: 47, says: [{ text: "晚上回来吃饭吗" }, { mine: true, text: "回，地铁上" }, { text: "给你留了汤" }] },
  { name: "青年理论小组（12）", face: "群", tint: 3, minutes: 122, muted: true, says: [{ text: "李小舟：周四的片子我来放，谁带投影仪" }] },
  { name: "河东二支部（63）", face: "群", tint: 1, minutes: 210, muted: true, says: [{ text: "孙立平：收到的不用回，忙去吧" }] },
  { name: "阿杰", face: "杰", tint: 4, minutes: 1520, says: [{ text: "跑步吗，河边那条道修好了" }, { mine: true, text: "周日早上" }] },
];

export function neighboursOf(follower) {
  return follower.number % 2 ? OF_THE_OLD : OF_THE_YOUNG;
}
