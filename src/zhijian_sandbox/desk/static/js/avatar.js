// The square with somebody's first character, in a colour that stays the same for the same phone.
export function paintAvatar(element, follower) {
  element.replaceChildren(follower.avatar || [...follower.name][0] || "人");
  element.dataset.tint = (follower.number - 1) % 6;
}

/** The folder of subscriptions: two sheets of a newspaper. */
export function paintFolder(element) {
  element.replaceChildren(document.querySelector('template[data-template="folder-sign"]').content.cloneNode(true));
  element.dataset.tint = 5;
}

export function paintAccount(element) {
  const image = document.createElement("img");
  image.src = "/desk/img/mark.svg";
  image.alt = "";
  element.replaceChildren(image);
}
