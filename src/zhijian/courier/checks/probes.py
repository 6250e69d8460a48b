"""One harmless question for each right: nothing is made, changed or sent, whatever the answer.

What has no such question (sending a message, a scene code, the consent page) is not asked for; the
capability table says how it follows from the kind of account.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from zhijian.foundation.accounts.rights import Right
from zhijian.foundation.accounts.services import Answered
from zhijian.wechat.client import Client
from zhijian.wechat.client.answers import Answer
from zhijian.wechat.client.caller import Call
from zhijian.wechat.errors import QuotaUsedUp, SystemBusy, TooManyCalls, UnexpectedAnswer, WeChatError

# "Not for this account", in WeChat's several ways of saying it [U: 48008, 50002 in answer to a question].
NOT_FOR_US: Final = frozenset({48001, 48003, 48004, 48008, 50001, 50002, 88000})
# Nothing can be learnt from these: the path is unknown there, or the day's calls are used up.
_NO_WORD: Final = frozenset({40066, 45009, 45011, -1})

_BEIJING = timezone(timedelta(hours=8))
Used = Mapping[str, tuple[int, int]]


def _nothing(_answer: Answer) -> Used:
    return {}


@dataclass(frozen=True, slots=True)
class Probe:
    """`counts` reads from the answer how much is used of how much."""

    right: Right
    method: str
    path: str
    body: Callable[[], dict[str, Any]] | None = None
    counts: Callable[[Answer], Used] = _nothing


def _first_page() -> dict[str, Any]:
    return {"offset": 0, "count": 1, "no_content": 1}


def _yesterday() -> dict[str, Any]:
    day = (datetime.now(_BEIJING) - timedelta(days=1)).date().isoformat()
    return {"begin_date": day, "end_date": day}


def _no_article() -> dict[str, Any]:
    """Of an article that is not there: an account with comments says so, one without refuses."""
    return {"msg_data_id": 1, "index": 0, "begin": 0, "count": 1, "type": 0}


def _tags(answer: Answer) -> Used:
    return {"tags": (len(answer.objects("tags")), 100)}


def _media(answer: Answer) -> Used:
    most = {"image": 100_000, "voice": 1_000, "video": 1_000}
    return {kind: (answer.number(f"{kind}_count", default=0), limit) for kind, limit in most.items()}


PROBES: Final = (
    Probe(Right.MENU, "GET", "/cgi-bin/menu/get"),
    Probe(Right.USERS, "GET", "/cgi-bin/user/get"),
    Probe(Right.TAGS, "GET", "/cgi-bin/tags/get", counts=_tags),
    Probe(Right.MATERIAL, "GET", "/cgi-bin/material/get_materialcount", counts=_media),
    Probe(Right.DRAFTS, "GET", "/cgi-bin/draft/count"),
    Probe(Right.PUBLISH, "POST", "/cgi-bin/freepublish/batchget", _first_page),
    Probe(Right.MASS, "POST", "/cgi-bin/message/mass/speed/get", dict),
    Probe(Right.COMMENTS, "POST", "/cgi-bin/comment/list", _no_article),
    Probe(Right.AGENTS, "GET", "/cgi-bin/customservice/getkflist"),
    Probe(Right.TEMPLATES, "GET", "/cgi-bin/template/get_all_private_template"),
    Probe(Right.SUBSCRIPTIONS, "GET", "/wxaapi/newtmpl/gettemplate"),
    Probe(Right.STATISTICS, "POST", "/datacube/getusersummary", _yesterday),
    Probe(Right.AUTOREPLY, "GET", "/cgi-bin/get_current_autoreply_info"),
)

# The day's calls worth watching: what runs out first when a town is busy.
WATCHED_PATHS: Final = (
    "/cgi-bin/message/mass/sendall",
    "/cgi-bin/message/mass/preview",
    "/cgi-bin/message/custom/send",
    "/cgi-bin/freepublish/submit",
    "/cgi-bin/user/get",
)


async def ask(client: Client, probe: Probe) -> tuple[Answered, Used]:
    """WeChat's word. Raises `CallFailed` only for what stops every other question too."""
    body = None if probe.body is None else probe.body()
    call = Call(method=probe.method, path=probe.path, body=body, repeatable=True)
    try:
        answer = await client.ask(call)
    except UnexpectedAnswer:
        return Answered(None), {}  # nothing like it answers there: a relay, or a sandbox without this path
    except WeChatError as refused:
        return _understood(refused), {}
    return Answered(is_given=True), probe.counts(answer)


def _understood(refused: WeChatError) -> Answered:
    if refused.errcode in NOT_FOR_US:
        return Answered(is_given=False, errcode=refused.errcode)
    if refused.errcode in _NO_WORD or isinstance(refused, QuotaUsedUp | SystemBusy | TooManyCalls):
        return Answered(None, refused.errcode)
    if refused.errcode in _STOPS_ALL:
        raise refused
    # No menu there, no such article, a wrong date: it looked, so it may.
    return Answered(is_given=True, errcode=refused.errcode)


_STOPS_ALL: Final = frozenset({40001, 40014, 42001, 40125, 40164, 40243, 40013, 50004, 50007, 89503})


async def used_today(client: Client) -> dict[str, tuple[int, int]]:
    """Calls of the day by path. A path WeChat does not tell us of is left out."""
    found = {}
    for path in WATCHED_PATHS:
        try:
            quota = await client.account.quota(path)
        except (WeChatError, UnexpectedAnswer):
            continue
        if quota.daily_limit > 0:
            found[path] = (quota.used, quota.daily_limit)
    return found
