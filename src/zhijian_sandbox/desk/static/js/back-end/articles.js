// The articles of a reply: chosen among those the account published, or written down with an address.
import { act, clone } from "../dom.js";

const PARTS = ["title", "digest", "content_url", "cover_url"];
const MOST = 8;

export function articlesBody({ made, shelf, name }) {
  const element = clone("news-body");
  const list = element.querySelector("[data-articles]");
  const posts = element.querySelector("[data-posts]");
  const add = act(element, "add-article");
  const rows = [];

  function draw() {
    list.replaceChildren(...rows.map((row) => row.element));
    for (const [index, row] of rows.entries()) act(row.element, "remove").setAttribute("aria-label", `${name}：拿掉第 ${index + 1} 篇`);
    for (const row of rows) act(row.element, "remove").hidden = rows.length === 1;
    add.hidden = rows.length >= MOST;
    posts.hidden = rows.length >= MOST || shelf.articles.length === 0;
  }

  function put(article) {
    const row = { element: clone("article"), found: article };
    for (const part of PARTS) row.element.querySelector(`[data-part="${part}"]`).value = article[part] ?? "";
    act(row.element, "remove").addEventListener("click", () => {
      rows.splice(rows.indexOf(row), 1);
      draw();
      add.focus();
    });
    rows.push(row);
    draw();
    return row.element;
  }

  function isUntouched(row) {
    return PARTS.every((part) => !row.element.querySelector(`[data-part="${part}"]`).value);
  }

  posts.append(new Option("从发过的文章里挑…", ""), ...shelf.articles.map((one, index) => new Option(one.title, index)));
  posts.setAttribute("aria-label", `${name}：从发过的文章里挑`);
  posts.addEventListener("change", () => {
    const chosen = shelf.articles[Number(posts.value)];
    posts.value = "";
    if (rows.length === 1 && isUntouched(rows[0])) rows.length = 0;
    put({ title: chosen.title, digest: chosen.digest, content_url: chosen.url, cover_url: chosen.picture_url });
  });
  add.addEventListener("click", () => put({}).querySelector("input").focus());
  for (const article of made.news_info?.list ?? []) put(article);
  if (rows.length === 0) put({});
  return {
    element,
    read: () => ({
      news_info: {
        list: rows.map((row) => ({
          show_cover: 0, author: "", source_url: "",
          ...row.found,
          ...Object.fromEntries(PARTS.map((part) => [part, row.element.querySelector(`[data-part="${part}"]`).value.trim()])),
        })),
      },
    }),
  };
}
