// The control API. Whatever fails says so in one Chinese sentence, ready to be shown.
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function ask(method, path, body) {
  const init = { method };
  if (body instanceof FormData || body instanceof Blob) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "Content-Type": "application/json" };
  }
  let answer;
  try {
    answer = await fetch(`/_sandbox/${path}`, init);
  } catch {
    throw new Refused("沙箱没有回应，它还开着吗？", 0);
  }
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(content.error || `沙箱没答应（${answer.status}）`, answer.status);
  return content;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const put = (path, body = {}) => ask("PUT", path, body);
export const patch = (path, body = {}) => ask("PATCH", path, body);
export const sendFile = (path, file) => ask("POST", path, file);
export const remove = (path) => ask("DELETE", path);
