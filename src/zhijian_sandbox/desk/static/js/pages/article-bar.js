// Below an article an account sent: like it, pass it on, and a word to the author.
import { get, post, remove } from "../api.js";
import { act, clone, fill, slot } from "../dom.js";
import { paintAvatar } from "../avatar.js";

const DONE = { like: "赞过了", recommend: "放进在看了", keep: "收好了", share: "转给朋友了" };

export function articleBar(phone, { msg_data_id: post_id, index = 0 }) {
  const element = clone("article-bar");
  const drawer = element.querySelector("[data-words]");
  const form = drawer.querySelector("form");
  const list = drawer.querySelector("ol");
  const opener = act(element, "words");
  const mine = `followers/${phone.follower.id}`;

  for (const button of element.querySelectorAll("[data-reading]")) {
    button.addEventListener("click", async () => {
      try {
        await post(`${mine}/readings`, { msg_data_id: post_id, index, kind: button.dataset.reading });
        button.setAttribute("aria-pressed", "true");
        phone.say(DONE[button.dataset.reading]);
      } catch (problem) {
        phone.say(problem.message);
      }
    });
  }

  async function draw() {
    const { comments } = await get(`posts/${post_id}/${index}/comments`).catch(() => ({ comments: [] }));
    // Others read only what the account has chosen; one's own words one always sees.
    const shown = comments.filter((one) => one.elected || one.follower === phone.follower.id);
    list.replaceChildren(...shown.map(row));
    slot(drawer, "none").hidden = shown.length > 0;
  }

  function row(comment) {
    const own = comment.follower === phone.follower.id;
    const item = fill(clone("comment"), {
      name: comment.name,
      content: comment.content,
      state: comment.elected ? "已精选" : "还没精选，只有您自己看得见",
      reply: comment.reply ? `作者：${comment.reply}` : "",
    });
    item.dataset.comment = comment.user_comment_id;
    const number = Number(comment.follower.split("-")[1]);
    paintAvatar(slot(item, "avatar"), { name: comment.name, avatar: [...comment.name][0], number });
    slot(item, "state").hidden = !own;
    slot(item, "reply").hidden = !comment.reply;
    const gone = item.querySelector("button");
    gone.hidden = !own;
    gone.addEventListener("click", () => attempt(() => remove(`${mine}/comments/${post_id}/${index}/${comment.user_comment_id}`)));
    return item;
  }

  async function attempt(work) {
    try {
      await work();
      await draw();
      return true;
    } catch (problem) {
      phone.say(problem.message);
      return false;
    }
  }

  opener.addEventListener("click", () => {
    drawer.hidden = !drawer.hidden;
    opener.setAttribute("aria-expanded", String(!drawer.hidden));
    if (drawer.hidden) return;
    draw();
    form.querySelector("textarea").focus({ preventScroll: true });
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.querySelector("textarea");
    const content = field.value.trim();
    if (content && (await attempt(() => post(`${mine}/comments`, { msg_data_id: post_id, index, content })))) field.value = "";
  });
  return element;
}
