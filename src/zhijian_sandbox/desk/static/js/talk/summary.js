// What a chat's row says about its last bubble.
const KINDS = { image: "[图片]", voice: "[语音]", video: "[视频]", music: "[音乐]", location: "[位置]", miniprogram: "[小程序]" };

export function summary(bubble) {
  if (!bubble) return "";
  if (bubble.kind === "text") return bubble.runs ? bubble.runs.map((run) => run.text).join("") : bubble.content;
  if (bubble.kind === "notice") return bubble.content;
  if (bubble.kind === "news") return bubble.articles[0]?.title ?? "[文章]";
  if (bubble.kind === "link") return `[链接] ${bubble.title}`;
  if (bubble.kind === "template") return `[通知] ${bubble.title}`;
  if (bubble.kind === "msgmenu") return bubble.head || "[选一项]";
  return KINDS[bubble.kind] ?? "[消息]";
}
