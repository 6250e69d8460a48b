// Below the bubbles: the account's menu, or the keyboard, or the word that one does not follow.
import { act, clone } from "../dom.js";
import { account } from "../pages/account.js";
import { menuBar } from "./menu-bar.js";
import { composer } from "./composer.js";

export function foot(phone, appid, page, signal) {
  const place = page.querySelector("[data-foot]");
  let menu = [];
  let typing = null;
  let wanted = "menu";

  function show() {
    typing?.put();
    if (wanted === "outside") {
      const outside = clone("not-following");
      act(outside, "account").addEventListener("click", () => phone.push(account(phone, appid)));
      return place.replaceChildren(outside);
    }
    if (wanted === "menu" && menu.length) {
      return place.replaceChildren(menuBar(phone, appid, menu, () => change("keyboard")));
    }
    typing ??= composer(phone, appid, page, () => change("menu"), signal);
    typing.offerMenu(menu.length > 0);
    return place.replaceChildren(typing.element);
  }

  function change(to) {
    wanted = to;
    show();
    if (to === "keyboard") typing.focus();
    else act(place, "keyboard")?.focus({ preventScroll: true });
  }

  return {
    fill(chat, buttons) {
      menu = buttons;
      wanted = chat.following ? "menu" : "outside";
      show();
    },
    menu(buttons) {
      const hadFocus = place.contains(document.activeElement);
      menu = buttons;
      if (wanted === "outside") return;
      if (wanted === "keyboard" || hadFocus) return typing?.offerMenu(menu.length > 0);
      show();
    },
    follow(following) {
      wanted = following ? "menu" : "outside";
      show();
    },
  };
}
