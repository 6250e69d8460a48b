// 联系人: the accounts there are, followed or not.
import { clone, fill, slot } from "../dom.js";
import { paintAccount } from "../avatar.js";
import { account } from "./account.js";

export function listAccounts(phone, list, signal) {
  function draw() {
    const following = new Set(phone.follower.accounts.filter((one) => one.following).map((one) => one.appid));
    list.replaceChildren(...[...phone.store.apps.values()].map((app) => {
      const row = fill(clone("account-row"), { name: app.name, state: following.has(app.appid) ? "" : "没关注" });
      paintAccount(slot(row, "avatar"));
      const button = row.querySelector("button");
      button.dataset.account = app.appid;
      button.addEventListener("click", () => phone.push(account(phone, app.appid)));
      return row;
    }));
  }
  for (const name of ["app", "app-gone", "follower", "chat"]) phone.store.on(name, draw, signal);
  draw();
}
