// A link to be sent: what it is called, and where it leads.
import { ask } from "../pages/ask.js";

export async function askLink(phone) {
  const given = await ask(phone, "发一个链接", [
    { label: "标题", name: "title", required: true, maxLength: 200, value: "小事不小：把门口的事办到心坎上" },
    { label: "网址", name: "url", type: "url", required: true, maxLength: 2000, value: "https://example.org/news/1" },
    { label: "一句话", name: "description", maxLength: 500, value: "您看看这篇" },
  ], "发送");
  return given;
}
