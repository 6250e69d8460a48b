// XML and JSON as a person reads them: one element or member a line; anything else as it is.
export function readable(words) {
  const text = words.trim();
  if (text.startsWith("<")) return readableXml(text);
  if (text.startsWith("{") || text.startsWith("[")) {
    try {
      return JSON.stringify(JSON.parse(text), null, 1);
    } catch {
      return text;
    }
  }
  return text;
}

function readableXml(text) {
  const page = new DOMParser().parseFromString(text, "text/xml");
  if (page.querySelector("parsererror")) return text;
  return [...page.documentElement.children].flatMap((element) => lines(element, "")).join("\n");
}

function lines(element, indent) {
  if (!element.children.length) return [`${indent}<${element.tagName}>${element.textContent}</${element.tagName}>`];
  return [`${indent}<${element.tagName}>`, ...[...element.children].flatMap((child) => lines(child, `${indent}  `)), `${indent}</${element.tagName}>`];
}
