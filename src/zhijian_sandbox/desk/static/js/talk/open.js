// Opens an address from a bubble: the sandbox says under which name this phone sees it.
export async function openLink(phone, bubble, url, title, article = null) {
  const answer = await phone.act("open", { appid: bubble.appid, url, bubble: bubble.id });
  if (answer) phone.openPage(answer.open_url ?? url, isWebAddress(title) ? "" : title, { article });
}

/** Only these become real links, which a middle click would follow; anything else is shown when tapped. */
export function isWebAddress(url) {
  return /^https?:\/\//i.test(url ?? "");
}
