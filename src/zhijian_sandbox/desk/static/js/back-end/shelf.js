// What replies are chosen from: the account's permanent pictures and the articles it has published. Read once,
// and again when something was added.
import { get, sendFile } from "../api.js";

export class Shelf extends EventTarget {
  pictures = [];
  articles = [];

  constructor(appid) {
    super();
    this.appid = appid;
    this.path = `apps/${encodeURIComponent(appid)}`;
  }

  async load() {
    const [{ pictures }, { posts }] = await Promise.all([get(`${this.path}/pictures`), get(`${this.path}/posts`)]);
    this.pictures = pictures;
    this.articles = posts.flatMap((post) => post.articles).filter((one) => !one.is_deleted);
    return this;
  }

  /** The new picture, first on the shelf from now on. */
  async addPicture(file) {
    const form = new FormData();
    form.append("file", file);
    const picture = await sendFile(`${this.path}/pictures`, form);
    this.pictures.unshift(picture);
    this.dispatchEvent(new Event("pictures"));
    return picture;
  }
}
