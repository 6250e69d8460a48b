"""An article as readers see it, under /s/: on the platform these pages live at mp.weixin.qq.com."""

from datetime import UTC, datetime
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from zhijian_sandbox import links
from zhijian_sandbox.clock import CHINA
from zhijian_sandbox.parts import Parts
from zhijian_sandbox.state import apps, comments, followers, posts, readings
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.comments import Comment
from zhijian_sandbox.state.posts import Article, Post

GONE = "该内容已被发布者删除"
# Articles are full of inline styles, and nothing in them may run. Pictures from this machine only.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "img-src 'self' http://localhost:* http://127.0.0.1:* http://*.localhost:*; "
    "media-src 'self' http://localhost:* http://127.0.0.1:* http://*.localhost:*"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
_STYLE = """
:root{color-scheme:light dark}
body{margin:0;background:#fff;color:#1a1a1a}
body{font:17px/1.7 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
main{max-width:677px;margin:0 auto;padding:20px 16px 48px;overflow-wrap:anywhere}
h1{font-size:22px;line-height:1.4;margin:0 0 14px}
.by{color:#6b6b6b;font-size:15px;margin-bottom:22px}
.by b{color:#3d567a;font-weight:400}
img,video{max-width:100%;height:auto}
.gone{text-align:center;padding:96px 24px;color:#6b6b6b}
.comments{max-width:677px;margin:0 auto;padding:0 16px 48px;font-size:15px}
.comments h2{font-size:16px;font-weight:600}
.comments ul{list-style:none;margin:0;padding:0}
.comments li{padding:10px 0;border-top:1px solid #e5e5e5}
.comments p{margin:4px 0}
.comments b,.answer{color:#6b6b6b;font-weight:400}
.foot{margin-top:32px;font-size:15px}
.foot a{color:#3d567a}
@media (prefers-color-scheme:dark){
body{background:#191919;color:#d5d5d5}
.by,.gone,.comments b,.answer{color:#9a9a9a}
.comments li{border-color:#333}
.by b,.foot a{color:#8fa8cf}
}
"""


class ArticlePages:
    """Pages of articles."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def page(self, request: Request) -> Response:
        post = posts.by_key(self._parts.store, request.path_params["key"])
        index = request.path_params["index"]
        if post is None or not 1 <= index <= len(post.articles):
            return _html("没有这篇文章", '<p class="gone">没有这篇文章</p>', status=404)
        app = apps.find(self._parts.store, post.appid)
        self._note_reader(request, post, index - 1)
        article = post.articles[index - 1]
        if app is None or article["is_deleted"]:
            return _html(GONE, f'<p class="gone">{GONE}</p>')
        spoken = comments.living(self._parts.store, post=post.id, index=index - 1, elected=True)
        return _html(article["title"], _body(app, post, article) + self._under(post, article, spoken))

    def _note_reader(self, request: Request, post: Post, index: int) -> None:
        """Only a phone is somebody; it opens pages under a name of its own."""
        name = links.phone_named(request.url.hostname or "")
        person = followers.find_by_name(self._parts.store, name) if name is not None else None
        if person is not None:
            readings.add(
                self._parts.store,
                post,
                index=index,
                follower=person.number,
                kind="read",
                source=readings.SOURCES[0],
                at=self._parts.clock.now(),
            )

    def _under(self, post: Post, article: Article, spoken: list[Comment]) -> str:
        """The elected comments: the others are seen by nobody but their authors and the account."""
        if not article["need_open_comment"]:
            return ""
        shown = "".join(
            f"<li><b>{escape(self._name(one))}</b><p>{escape(one.content)}</p>"
            + (f'<p class="answer"><b>作者</b> {escape(one.reply)}</p>' if one.reply else "")
            + "</li>"
            for one in spoken
        )
        return (
            f'<section class="comments"><h2>精选留言</h2><ul>{shown or "<li>还没有留言</li>"}</ul></section>'
        )

    def _name(self, comment: Comment) -> str:
        person = followers.find(self._parts.store, comment.follower)
        return person.name if person is not None else ""


def _body(app: App, post: Post, article: Article) -> str:
    day = datetime.fromtimestamp(post.at, UTC).astimezone(CHINA).strftime("%Y年%m月%d日 %H:%M")
    author = f"{escape(article['author'])}　" if article["author"] else ""
    pictures = "".join(
        f'<p><img src="{escape(one["image_url"])}" alt=""></p>'
        for one in article.get("image_info", {}).get("image_list", [])
    )
    source = article["content_source_url"]
    foot = f'<p class="foot"><a href="{escape(source)}">阅读原文</a></p>' if source else ""
    return (
        f"<main><h1>{escape(article['title'])}</h1>"
        f'<p class="by">{author}<b>{escape(app.name)}</b>　{day}</p>'
        f"{pictures}<article>{article['content']}</article>{foot}</main>"
    )


def _html(title: str, body: str, *, status: int = 200) -> Response:
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    return HTMLResponse(page, status_code=status, headers=_HEADERS)
