"""An account that already runs: sixty rules of every kind made in WeChat's back end, and a full menu."""

from typing import Any

from tests.courier.conftest import Desk
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import MP3, MP4, PNG
from zhijian.rooms.answers.takeover.tests.builders import card as told_card
from zhijian.rooms.answers.takeover.tests.builders import media, news, rule, text
from zhijian_sandbox.samples import picture

Json = dict[str, Any]

RULES = 60


class BackEnd:
    """What the account's administrator had made before we came."""

    def __init__(self, desk: Desk, account: Account) -> None:
        self._desk = desk
        self._account = account
        self._token = desk.http.get(
            "/cgi-bin/token",
            params={
                "grant_type": "client_credential",
                "appid": account.appid,
                "secret": account.secret.reveal(),
            },
        ).json()["access_token"]

    def call(self, path: str, body: Json) -> Json:
        answer = self._desk.http.post(f"/cgi-bin/{path}", params={"access_token": self._token}, json=body)
        return dict(answer.json())

    # --- Media -------------------------------------------------------------------------------

    def permanent(self, kind: str, content: bytes) -> Json:
        words = {"description": '{"title": "片子", "introduction": ""}'} if kind == "video" else None
        return self._upload("material/add_material", kind, content, words)

    def temporary(self, kind: str, content: bytes) -> str:
        return str(self._upload("media/upload", kind, content, None)["media_id"])

    def _upload(self, path: str, kind: str, content: bytes, words: dict[str, str] | None) -> Json:
        answer = self._desk.http.post(
            f"/cgi-bin/{path}",
            params={"access_token": self._token, "type": kind},
            files={"media": (f"a.{kind}", content)},
            data=words,
        ).json()
        assert "media_id" in answer, answer
        return dict(answer)

    # --- Rules -------------------------------------------------------------------------------

    def make(self) -> list[Json]:
        """Sixty rules, a welcome, a default reply, and the menu. The rules, as the platform tells them."""
        rules = [*self._plain(), *self._several(), *self._with_media(), *self._with_articles()]
        rules += [
            rule(
                f"随便挑 {n}",
                [(f"挑{n}", "equal")],
                text(f"第一种{n}"),
                text(f"第二种{n}"),
                mode="random_one",
            )
            for n in range(3)
        ]
        rules += [
            rule("书记在哪", [("找书记", "contain")], text("在二楼")),
            rule("书记电话", [("找书记", "contain"), ("电话", "equal")], text("电话在公示栏")),
        ]
        rules += [
            rule(f"补足 {n}", [(f"补足{n}", "equal")], text(f"第 {n} 条")) for n in range(RULES - len(rules))
        ]
        assert len(rules) == RULES
        for minute, one in enumerate(rules):
            one["create_time"] = 1_500_000_000 + 60 * minute
        self.set(
            is_add_friend_reply_open=1,
            is_autoreply_open=1,
            add_friend_autoreply_info=text("欢迎您，这里是青禾。"),
            message_default_autoreply_info=text("没听懂，请打电话。"),
            keyword_autoreply_info={"list": list(reversed(rules))},
        )
        self._set_menu()
        return rules

    def set(self, **autoreply: Any) -> None:
        self._desk.control("PUT", f"apps/{self._account.appid}/autoreply", **autoreply)

    def _plain(self) -> list[Json]:
        contained = [
            rule(f"常问 {n}", [(f"事项{n}号", "contain")], text(f"事项 {n}：带上身份证，\n到一楼窗口办。"))
            for n in range(20)
        ]
        whole = [rule(f"口令 {n}", [(f"口令{n}", "equal")], text(f"答 {n}")) for n in range(10)]
        return contained + whole

    def _several(self) -> list[Json]:
        words = [
            rule(
                f"几个词 {n}",
                [(f"甲{n}", "equal"), (f"乙{n}号", "contain"), (f"丙{n}", "equal")],
                text(f"词 {n}"),
            )
            for n in range(4)
        ]
        replies = [
            rule(f"几段 {n}", [(f"几段{n}", "equal")], text(f"一{n}"), text(f"二{n}"), text(f"三{n}"))
            for n in range(4)
        ]
        return words + replies

    def _with_media(self) -> list[Json]:
        permanent = [self.permanent("image", picture(20 + n, 10))["media_id"] for n in range(2)]
        found = [rule(f"图 {n}", [(f"图{n}", "equal")], media("img", one)) for n, one in enumerate(permanent)]
        found += [
            rule("临时图", [("临时图", "equal")], media("img", self.temporary("image", PNG))),
            rule("录音", [("录音", "equal")], media("voice", self.permanent("voice", MP3)["media_id"])),
            rule("片子", [("片子", "equal")], media("video", self.permanent("video", MP4)["media_id"])),
            rule(
                "图和话",
                [("图和话", "equal")],
                text("先看图"),
                media("img", str(permanent[0])),
            ),
        ]
        return found

    def _with_articles(self) -> list[Json]:
        cover = self.permanent("image", picture(30, 20))["url"]
        one = [card("两学一做", cover)]
        two = [card("读本", cover), card("讲稿", "")]
        return [
            rule("一篇", [("文章一", "equal")], news(*one)),
            rule("两篇", [("文章二", "equal")], news(*two)),
        ]

    # --- Menu --------------------------------------------------------------------------------

    def _set_menu(self) -> None:
        image = self.permanent("image", picture(25, 25))["media_id"]
        said = [
            {"type": "text", "name": "一句话", "value": "周一到周五"},
            {"type": "img", "name": "一张图", "value": image},
            {
                "type": "news",
                "name": "一篇文",
                "value": "news",
                "news_info": {"list": [card("菜单文章", "")]},
            },
        ]
        views = [
            {"type": "view", "name": f"网页{n}", "url": f"https://qinghe.example/{n}"} for n in range(12)
        ]
        entries = [*said, *views]
        columns = [
            {"name": name, "sub_button": {"list": entries[5 * n : 5 * n + 5]}}
            for n, name in enumerate(("看学习", "办事情", "找支部"))
        ]
        self._desk.control("PUT", f"apps/{self._account.appid}/backend-menu", button=columns)


def card(title: str, cover: str) -> Json:
    """With everything the platform tells of an article."""
    return {**told_card(title), "author": "宣传委员", "show_cover": 1, "cover_url": cover, "source_url": ""}
