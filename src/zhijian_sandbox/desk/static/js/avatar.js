// The square with somebody's first character, in a colour that stays the same for the same phone.
export function paintAvatar(element, follower) {
  element.replaceChildren(follower.avatar || [...follower.name][0] || "人");
  element.dataset.tint = (follower.number - 1) % 6;
}

export function paintAccount(element) {
  const image = document.createElement("img");
  image.src = "/desk/img/mark.svg";
  image.alt = "";
  element.replaceChildren(image);
}
