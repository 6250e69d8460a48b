// A handful of words a newcomer would try, found by their pinyin. Not an input method: the computer has one.
const WORDS = [
  ["两学一做", "liangxueyizuo"],
  ["三会一课", "sanhuiyike"],
  ["主题党日", "zhutidangri"],
  ["学习资料", "xuexiziliao"],
  ["会议安排", "huiyianpai"],
  ["夜校", "yexiao"],
  ["找书记", "zhaoshuji"],
  ["办事指南", "banshizhinan"],
  ["党费", "dangfei"],
  ["你好", "nihao"],
  ["谢谢", "xiexie"],
];
const AT_REST = 5;

/** [{word, replaces}]: how many letters at the end the word takes the place of; ready words when there are none. */
export function wordsFor(text) {
  const letters = /[a-z ']*$/.exec(text)[0].trimStart();
  const typed = letters.replaceAll(/[ ']/g, "");
  if (typed === "") return text === "" ? WORDS.slice(0, AT_REST).map(([word]) => ({ word, replaces: 0 })) : [];
  return WORDS.filter(([, sound]) => sound.startsWith(typed)).map(([word]) => ({ word, replaces: letters.length }));
}
