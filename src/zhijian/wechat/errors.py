"""What can go wrong when the platform is called, as a small family.

    CallFailed                      every failure of a call
    ├── WeChatError                 the platform answered with an errcode
    │   ├── SystemBusy              -1
    │   ├── TooManyCalls            45011      more calls in this minute than allowed
    │   ├── AdminMustConfirm        89505
    │   ├── RepeatedTooSoon         45066      a push that may still be running
    │   ├── TokenInvalid            40001 40014 42001
    │   ├── QuotaUsedUp             45009 45028
    │   ├── SecretRefused           40125 40243, and 40001 when a token was asked for
    │   ├── IpNotAllowed            40164
    │   ├── NotAuthorised           48001 50001
    │   ├── ReplyWindowClosed       45015
    │   ├── TooManyReplies          45047
    │   ├── ReceiverUnreachable     40003 43004 43019 46004 48002 49003 50002 50005
    │   ├── MediaGone               40007 46001
    │   ├── MediaInUse              48005
    │   ├── MenuMissing             46003
    │   ├── ContentRefused          44004 45002 45166
    │   ├── AlreadySent             45065      a push with this clientmsgid: the first one's numbers
    │   ├── PublishRefused          53503 53504 53505
    │   ├── ArticleGone             53600 88001
    │   ├── CommentsUnavailable     88000
    │   ├── CommentGone             88004 88008
    │   ├── NoticeRefused           43101
    │   └── LoginExpired            40029 40030 40163 42002 42003    the person must log in anew
    └── TransportFailed             no answer, or HTTP 5xx
        └── UnexpectedAnswer        an answer, but not the platform's

Each knows whether trying again helps: `retry`. None holds a secret, a token or an openid, not even in
what it was caused by.
"""

import csv
import re
from collections.abc import Iterable
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from zhijian.wechat.credentials import Hidden

_OPENID = re.compile(r"\bo[0-9A-Za-z_-]{27}(?![0-9A-Za-z_-])")
_LONGEST_ERRMSG = 300


class Retry(Enum):
    """When trying again may help."""

    NO = "no"
    LATER = "later"
    AFTER_61_SECONDS = "after_61_seconds"
    WITH_NEW_TOKEN = "with_new_token"  # noqa: S105 -- a moment, not a token
    ANOTHER_DAY = "another_day"


class CallFailed(Exception):
    """A call to the platform did not succeed."""

    retry: Retry = Retry.NO


class WeChatError(CallFailed):
    """The platform refused. `errmsg` is its text, ending in a rid that its support understands."""

    def __init__(self, errcode: int, errmsg: str = "") -> None:
        super().__init__(errcode, errmsg)
        self.errcode = errcode
        self.errmsg = errmsg

    @property
    def meaning(self) -> "Meaning":
        """What the code means, in Chinese and English; both "" for a code we do not know."""
        return meaning(self.errcode)

    def __str__(self) -> str:
        return f"errcode={self.errcode} ({self.meaning.en or 'unknown'}) {self.errmsg}".rstrip()


class SystemBusy(WeChatError):
    retry = Retry.LATER


class TooManyCalls(WeChatError):
    retry = Retry.LATER


class AdminMustConfirm(WeChatError):
    retry = Retry.LATER


class RepeatedTooSoon(WeChatError):
    retry = Retry.AFTER_61_SECONDS


class TokenInvalid(WeChatError):
    """Once, with a new token. The client has then done that already."""

    retry = Retry.WITH_NEW_TOKEN


class QuotaUsedUp(WeChatError):
    retry = Retry.ANOTHER_DAY


class SecretRefused(WeChatError):
    pass


class IpNotAllowed(WeChatError):
    """`errmsg` names the address to put on the account's list."""


class NotAuthorised(WeChatError):
    pass


class ReplyWindowClosed(WeChatError):
    pass


class TooManyReplies(WeChatError):
    pass


class ReceiverUnreachable(WeChatError):
    pass


class MediaGone(WeChatError):
    pass


class MenuMissing(WeChatError):
    pass


class ContentRefused(WeChatError):
    pass


class MediaInUse(WeChatError):
    """A menu or an automatic reply shows it; take it out there first."""


class AlreadySent(WeChatError):
    """The push was handed over before under the same clientmsgid; these are its numbers, 0 if not told."""

    def __init__(self, errcode: int, errmsg: str = "", msg_id: int = 0, msg_data_id: int = 0) -> None:
        super().__init__(errcode, errmsg)
        self.args = (errcode, errmsg, msg_id, msg_data_id)
        self.msg_id = msg_id
        self.msg_data_id = msg_data_id


class PublishRefused(WeChatError):
    """The draft must be looked at, or saved, by hand in the back end."""


class ArticleGone(WeChatError):
    pass


class CommentsUnavailable(WeChatError):
    """The account has no comments; it depends on when it was registered."""


class CommentGone(WeChatError):
    """Its author, or the account, deleted it."""


class NoticeRefused(WeChatError):
    """The person did not allow this notice, or took it back."""


class LoginExpired(WeChatError):
    """The code or refresh token of a web login is used, too old or none."""


class TransportFailed(CallFailed):
    """No answer in time, no connection, or HTTP 5xx. When `may_have_arrived` is False, the platform has
    certainly not seen the call."""

    retry = Retry.LATER

    def __init__(self, what: str, may_have_arrived: bool = True) -> None:  # noqa: FBT001, FBT002 -- pickled by args
        super().__init__(what, may_have_arrived)
        self.what = what
        self.may_have_arrived = may_have_arrived

    def __str__(self) -> str:
        return self.what


class UnexpectedAnswer(TransportFailed):
    """Something answered, and it was not the platform as documented: a proxy, a redirect, a new form."""

    retry = Retry.NO


class Meaning(NamedTuple):
    zh: str
    en: str


_BY_ERRCODE: dict[int, type[WeChatError]] = {
    -1: SystemBusy,
    45011: TooManyCalls,
    89505: AdminMustConfirm,
    45066: RepeatedTooSoon,
    **dict.fromkeys([40001, 40014, 42001], TokenInvalid),
    **dict.fromkeys([45009, 45028], QuotaUsedUp),
    **dict.fromkeys([40125, 40243], SecretRefused),
    40164: IpNotAllowed,
    **dict.fromkeys([48001, 50001], NotAuthorised),
    45015: ReplyWindowClosed,
    45047: TooManyReplies,
    **dict.fromkeys([40003, 43004, 43019, 46004, 48002, 49003, 50002, 50005], ReceiverUnreachable),
    **dict.fromkeys([40007, 46001], MediaGone),
    46003: MenuMissing,
    **dict.fromkeys([44004, 45002, 45166], ContentRefused),
    48005: MediaInUse,
    45065: AlreadySent,
    **dict.fromkeys([53503, 53504, 53505], PublishRefused),
    **dict.fromkeys([53600, 88001], ArticleGone),
    88000: CommentsUnavailable,
    **dict.fromkeys([88004, 88008], CommentGone),
    43101: NoticeRefused,
    **dict.fromkeys([40029, 40030, 40163, 42002, 42003], LoginExpired),
}


def of(errcode: int, errmsg: str = "", *, asked_for_token: bool = False) -> WeChatError:
    """The error for a code. 40001 in answer to a request for a token means the secret is wrong."""
    if asked_for_token and errcode == 40001:
        return SecretRefused(errcode, errmsg)
    return _BY_ERRCODE.get(errcode, WeChatError)(errcode, errmsg)


def meaning(errcode: int) -> Meaning:
    """What a code means, from the table beside this file; Meaning("", "") for one it does not have."""
    return _meanings().get(errcode, Meaning("", ""))


def codes() -> list[int]:
    """Every code in the table, success (0) included."""
    return list(_meanings())


def clean(errmsg: object, *, hidden: Iterable[Hidden] = ()) -> str:
    """The platform's text on one line, short, without the secrets given and without openids."""
    text = str(errmsg)
    for secret in hidden:
        if secret.reveal():
            text = text.replace(secret.reveal(), "[hidden]")
    text = _OPENID.sub("[openid]", text)
    return "".join(c if c.isprintable() else " " for c in text[:_LONGEST_ERRMSG]).strip()


@cache
def _meanings() -> dict[int, Meaning]:
    table = files("zhijian.wechat").joinpath("errcodes.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return {int(row["code"]): Meaning(row["meaning_zh"], row["meaning_en"]) for row in rows}
