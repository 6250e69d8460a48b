// A set as many a town's account has it before anything is connected: something to take over.
const says = (content) => ({ type: "text", content });
const ask = (name, words, ...replies) => ({
  rule_name: name,
  create_time: 1700000000,
  reply_mode: "reply_all",
  keyword_list_info: words.map(([match_mode, content]) => ({ type: "text", match_mode, content })),
  reply_list_info: replies,
});

export const REPLIES = {
  is_add_friend_reply_open: 1,
  is_autoreply_open: 1,
  add_friend_autoreply_info: says("您好，这里是青禾镇党建。回复“学习”看本周内容，回复“值班”看今天谁在。"),
  message_default_autoreply_info: says("收到了。上班时间会有人看，急事请打 0571-00000000。"),
  keyword_autoreply_info: {
    list: [
      ask("值班", [["equal", "值班"], ["contain", "谁在"]], says("周一到周五 8:30—17:30，镇党群服务中心一楼有人。")),
      ask("学习", [["contain", "学习"]], says("本周读《小事不小》，周三晚七点夜校见。"), says("来不了的，回复“补课”。")),
      ask("交党费", [["contain", "党费"]], says("每月 10 日前交给所在支部的组织委员，当面开收据。")),
      { ...ask("早上好", [["equal", "早上好"], ["equal", "早"]], says("早上好！"), says("早，今天也辛苦了。")), reply_mode: "random_one" },
    ],
  },
};

export const MENU = {
  button: [
    { name: "学习", sub_button: { list: [{ name: "本周", type: "text", value: "本周读《小事不小》。" }, { name: "夜校课表", type: "text", value: "周三、周五晚七点，老街 12 号。" }] } },
    { name: "办事", type: "text", value: "带上身份证，到镇党群服务中心一楼。" },
    { name: "找我们", type: "text", value: "电话 0571-00000000，老街 12 号。" },
  ],
};
