// Article cards: the small one a reply holds, and the wide one of several articles.
import { clone, fill, picture } from "../dom.js";
import { isWebAddress, openLink } from "./open.js";

export function link(phone, bubble, article) {
  const element = fill(clone("link"), { title: article.title, description: article.description });
  picture(element.querySelector("img"), article.picture_url);
  return opens(element, phone, bubble, article);
}

export function card(phone, bubble) {
  const element = clone("card");
  element.append(...bubble.articles.map((article, index) => {
    const part = fill(clone(index ? "card-more" : "card-lead"), { title: article.title });
    picture(part.querySelector("img"), article.picture_url);
    return opens(part, phone, bubble, article);
  }));
  return element;
}

function opens(element, phone, bubble, article) {
  const { url, title } = article;
  if (isWebAddress(url)) element.href = url;
  element.rel = "noopener noreferrer";
  element.addEventListener("click", (event) => {
    event.preventDefault();
    if (url) openLink(phone, bubble, url, title, article);
    else phone.say("这张卡片没有网址");
  });
  return element;
}
