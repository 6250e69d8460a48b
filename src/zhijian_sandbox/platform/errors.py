"""The platform's errors: HTTP 200 and a code, in its own words."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

_WORDS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40004: "invalid media type",
    40005: "invalid file type",
    40006: "invalid meida size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40013: "invalid appid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40024: "invalid sub button type",
    40025: "invalid sub button name size",
    40026: "invalid sub button key size",
    40027: "invalid sub button url size",
    40032: "invalid openid list size",
    40035: "invalid parameter",
    40059: "invalid msg id",
    40066: "invalid url",
    40114: "invalid index value",
    40130: "invalid openid list size, at least two openid",
    40125: "invalid appsecret",
    40164: "invalid ip {caller} ipv6 ::ffff:{caller}, not in whitelist",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41006: "media_id missing",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    44001: "empty media data",
    44002: "empty post data",
    44003: "empty news data",
    44004: "empty content",
    45001: "media size out of limit",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45003: "title size out of limit",
    45004: "description size out of limit",
    45005: "url size out of limit",
    45015: "response out of time limit or subscription is canceled",
    45028: "has no masssend quota",
    45065: "clientmsgid exist",
    45066: "same clientmsgid retry too fast",
    45067: "clientmsgid size out of limit",
    45047: "out of response count limit",
    46003: "menu no exist",
    47001: "data format error",
    48001: "api unauthorized",
    48006: "forbid to clear quota because of reaching the limit",
}


class PlatformError(Exception):
    """A call is answered with this code. `errmsg` replaces the usual words; the rid is added later.

    `more` are fields beside the code, which a few errors have.
    """

    def __init__(self, errcode: int, errmsg: str = "", *, more: dict[str, Any] | None = None) -> None:
        super().__init__(errcode)
        self.errcode = errcode
        self.errmsg = errmsg
        self.more = more or {}


def words(errcode: int, *, caller: str = "") -> str:
    """The platform's words where we know them, else ours in English."""
    known = _WORDS.get(errcode) or _table().get(errcode) or "error"
    return known.format(caller=caller) if errcode == 40164 else known


@cache
def _table() -> dict[int, str]:
    text = files("zhijian.wechat").joinpath("errcodes.csv").read_text(encoding="utf-8")
    return {int(row["code"]): row["meaning_en"] for row in csv.DictReader(text.splitlines())}
