// The codes lying on the desk: what tells them apart, their picture, their words.
export function codeId(code) {
  return code.ticket ?? code.appid;
}

export function codePicture(code) {
  return code.picture_url ?? `/_sandbox/apps/${encodeURIComponent(code.appid)}/qrcode.svg`;
}

export function codeTitle(store, code) {
  if (code.ticket) return code.title;
  return store.apps.size > 1 ? `关注 ${store.apps.get(code.appid)?.name ?? ""}` : "关注";
}
