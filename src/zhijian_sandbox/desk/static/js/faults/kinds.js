// How each kind of trouble can be set from the panel: words, and the options of PUT faults/{kind}.
export const HOW = {
  delay: [
    ["每个回答晚 4—7 秒", { ms: 4000, ms_to: 7000 }],
    ["每个回答晚 1 秒半", { ms: 1500 }],
    ["每个回答晚 4 秒", { ms: 4000 }],
    ["每个回答晚 6 秒，等不到", { ms: 6000 }],
    ["回答和接口都晚 2—5 秒", { ms: 2000, ms_to: 5000, where: "both" }],
  ],
  lost: [
    ["十条里丢三条", { chance: 0.3 }],
    ["每条都丢", { chance: 1 }],
    ["话传到了，回答丢了", { chance: 1, part: "answer" }],
  ],
  doubled: [["每句话同时来 2 遍", { times: 2 }], ["每句话同时来 3 遍", { times: 3 }], ["每句话同时来 5 遍", { times: 5 }]],
  out_of_order: [["等下一句，最多 3 秒", { seconds: 3 }], ["等下一句，最多 10 秒", { seconds: 10 }]],
  stale_signature: [["签名是一小时前的", { seconds: 3600 }], ["签名是十一分钟前的", { seconds: 660 }]],
  quota: [
    ["今天的群发已经发过", { what: "mass" }],
    ["客服消息发满了", { what: "service" }],
    ["今天的接口次数用完了", { what: "calls" }],
  ],
  confirmation: [["群发停着，等人点头", {}]],
  token_invalid: [["每次调用，令牌都作废", {}]],
  ip_denied: [["每次调用都答 40164", {}]],
  media_expired: [["用到素材的都答 40007", {}]],
  busy: [["每次都答 -1", { chance: 1 }], ["十次里三次答 -1", { chance: 0.3 }]],
  error: [
    ["45015 过了 48 小时", { errcode: 45015 }],
    ["45009 今天的次数用完了", { errcode: 45009 }],
    ["45011 这一分钟太多了", { errcode: 45011 }],
    ["48001 没有这个权限", { errcode: 48001 }],
    ["43004 他没有关注", { errcode: 43004 }],
    ["40003 openid 不对", { errcode: 40003 }],
    ["45047 客服消息太多", { errcode: 45047 }],
    ["87014 内容没过审", { errcode: 87014 }],
  ],
};
// Times after which it switches itself off; "" is until somebody does.
export const TIMES = [["一直", ""], ["1 次", "1"], ["2 次", "2"], ["3 次", "3"], ["10 次", "10"]];
export const FIRST_TIMES = { error: "1", token_invalid: "1" };

/** Ready-made days: several switches at once. */
export const DAYS = [
  ["地铁上", [["delay", { ms: 4000, ms_to: 7000 }], ["lost", { chance: 0.3 }]]],
  ["话痨", [["doubled", { times: 3 }], ["out_of_order", { seconds: 3 }]]],
  ["群发日", [["quota", { what: "mass" }], ["confirmation", {}]]],
  ["换了服务器", [["ip_denied", {}]]],
  ["抢令牌", [["token_invalid", { count: 3 }], ["busy", { chance: 0.3 }]]],
];

/** Whether a fault is set as these options say; the count does not matter. */
export function isSame(options, fault) {
  return Object.entries(options).every(([name, value]) => fault.options[name] === value)
    && (fault.kind !== "delay" || (fault.options.ms_to === (options.ms_to ?? options.ms) && fault.options.where === (options.where ?? "callback")))
    && (fault.kind !== "lost" || fault.options.part === (options.part ?? "request"));
}
