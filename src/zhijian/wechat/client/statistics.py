"""Statistics (数据统计): yesterday's numbers from eight in the morning. Verified accounts only.

Days are dates in China. Each call has a longest span, `MAX_DAYS`; beyond it, or for today, error 61501.
"""

from dataclasses import dataclass
from datetime import date

from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.asking import Ask
from zhijian.wechat.client.caller import Call

MAX_DAYS = {
    "getusersummary": 7,
    "getusercumulate": 7,
    "getupstreammsg": 7,
    "getinterfacesummary": 30,
    "getarticleread": 30,
    "getarticleshare": 30,
    "getbizsummary": 30,
    "getarticletotaldetail": 1,
}
FIRST_DAY = date(2014, 12, 1)
FIRST_DAY_OF_ARTICLES = date(2025, 11, 1)


@dataclass(frozen=True, slots=True)
class FollowerChange:
    """`source`: 0 other, 1 search, 17 card, 30 QR code, 57 article, 100 advertisement, 161 reprint, 149 mini
    program, 200 channels, 201 live. Those who left are told under source 0."""

    day: date
    source: int
    came: int
    left: int


@dataclass(frozen=True, slots=True)
class FollowerCount:
    """At the end of the day."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class MessageCount:
    """`msg_type`: 1 text, 2 image, 3 voice, 4 video, 6 other."""

    day: date
    msg_type: int
    people: int
    messages: int


@dataclass(frozen=True, slots=True)
class CallbackCount:
    """How the account's own server answered, as the platform saw it."""

    day: date
    count: int
    failed: int
    total_ms: int
    slowest_ms: int


@dataclass(frozen=True, slots=True)
class Readers:
    """People, by where they came from; `全部` is all of them."""

    total: int
    by_source: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ArticleReaders:
    """`msg_data_id` and `index` (from 1) name the article."""

    day: date
    msg_data_id: int
    index: int
    readers: Readers


@dataclass(frozen=True, slots=True)
class ArticleSharers:
    day: date
    msg_data_id: int
    index: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What came of one article, or of all: people, but for comments."""

    readers: Readers
    shared: int = 0
    recommended: int = 0
    liked: int = 0
    kept: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class DayOfAccount:
    """`posted` is the number of articles published and pushed that day."""

    day: date
    deeds: Deeds
    opened_original: int
    posted: int


@dataclass(frozen=True, slots=True)
class DayOfArticle:
    """Everything since publication until this day."""

    day: date
    deeds: Deeds


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDetail:
    """An article of that day. `told`: followers were notified."""

    published: date
    msg_data_id: int
    index: int
    told: bool
    title: str = ""
    url: str = ""
    days: tuple[DayOfArticle, ...] = ()


class StatisticsCalls:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def followers_changed(self, begin: date, end: date) -> tuple[FollowerChange, ...]:
        rows = await self._rows("getusersummary", begin, end)
        return tuple(
            FollowerChange(
                _day(one),
                one.number("user_source", default=0),
                one.number("new_user", default=0),
                one.number("cancel_user", default=0),
            )
            for one in rows.objects("list")
        )

    async def followers(self, begin: date, end: date) -> tuple[FollowerCount, ...]:
        rows = await self._rows("getusercumulate", begin, end)
        return tuple(FollowerCount(_day(one), one.number("cumulate_user")) for one in rows.objects("list"))

    async def messages(self, begin: date, end: date) -> tuple[MessageCount, ...]:
        rows = await self._rows("getupstreammsg", begin, end)
        return tuple(
            MessageCount(
                _day(one),
                one.number("msg_type", default=0),
                one.number("msg_user", default=0),
                one.number("msg_count", default=0),
            )
            for one in rows.objects("list")
        )

    async def callbacks(self, begin: date, end: date) -> tuple[CallbackCount, ...]:
        rows = await self._rows("getinterfacesummary", begin, end)
        return tuple(
            CallbackCount(
                _day(one),
                one.number("callback_count", default=0),
                one.number("fail_count", default=0),
                one.number("total_time_cost", default=0),
                one.number("max_time_cost", default=0),
            )
            for one in rows.objects("list")
        )

    async def articles_read(self, begin: date, end: date) -> tuple[ArticleReaders, ...]:
        """Each article that was read, day by day."""
        rows = await self._rows("getarticleread", begin, end)
        return tuple(
            ArticleReaders(_day(one), *_article(one), _readers(one.object("detail")))
            for one in rows.objects("list")
        )

    async def articles_shared(self, begin: date, end: date) -> tuple[ArticleSharers, ...]:
        rows = await self._rows("getarticleshare", begin, end)
        return tuple(
            ArticleSharers(_day(one), *_article(one), one.object("detail").number("share_user", default=0))
            for one in rows.objects("list")
        )

    async def account(self, begin: date, end: date) -> tuple[DayOfAccount, ...]:
        """All articles together, day by day."""
        rows = await self._rows("getbizsummary", begin, end)
        return tuple(
            DayOfAccount(
                _day(one),
                _deeds(one.object("detail")),
                one.object("detail").number("redirect_ori_page_user", default=0),
                one.object("detail").number("send_page_count", default=0),
            )
            for one in rows.objects("list")
        )

    async def articles_of(self, day: date) -> tuple[ArticleDetail, ...]:
        """The articles of one day, with what came of each for thirty days."""
        rows = await self._rows("getarticletotaldetail", day, day)
        return tuple(_detail(one) for one in rows.objects("list"))

    async def _rows(self, name: str, begin: date, end: date) -> Answer:
        body = {"begin_date": begin.isoformat(), "end_date": end.isoformat()}
        return await self._ask(Call(method="POST", path=f"/datacube/{name}", body=body, repeatable=True))


def _day(answer: Answer, name: str = "ref_date") -> date:
    return answer.day(name)


def _article(answer: Answer) -> tuple[int, int]:
    """msg_data_id and index, written together as "12003_3"."""
    number, _, index = answer.text("msgid").partition("_")
    return (int(number) if number.isdigit() else 0, int(index) if index.isdigit() else 0)


def _readers(answer: Answer) -> Readers:
    sources = tuple(
        (one.text("scene_desc", default=""), one.number("user_count", default=0))
        for one in answer.objects("read_user_source")
    )
    return Readers(answer.number("read_user", default=0), sources)


def _deeds(answer: Answer) -> Deeds:
    return Deeds(
        readers=_readers(answer),
        shared=answer.number("share_user", default=0),
        recommended=answer.number("zaikan_user", default=0),
        liked=answer.number("like_user", default=0),
        kept=answer.number("collection_user", default=0),
        comments=answer.number("comment_count", default=0),
    )


def _detail(answer: Answer) -> ArticleDetail:
    msg_data_id, index = _article(answer)
    return ArticleDetail(
        published=_day(answer),
        msg_data_id=msg_data_id,
        index=index,
        told=answer.number("publish_type", default=0) == 0,
        title=answer.text("title", default=""),
        url=answer.text("content_url", default=""),
        days=tuple(
            DayOfArticle(_day(one, "stat_date"), _deeds(one)) for one in answer.objects("detail_list")
        ),
    )
