"""Followers, as the account may know them."""

from typing import Any

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.state import followers, tags
from zhijian_sandbox.state.followers import Tie

PAGE = 10_000
MAX_BATCH = 100
MAX_REMARK = 29  # "under 30 characters"


def get(call: Call) -> Fields:
    """10,000 openids at a time, in the order they were first seen, after next_openid."""
    after = followed_after(call, call.query.get("next_openid", ""))
    openids = followers.following_page(call.parts.store, call.app.appid, after_id=after, limit=PAGE)
    total = followers.count_following(call.parts.store, call.app.appid)
    return {"total": total, **page_of(openids)}


def page_of(openids: list[str]) -> Fields:
    """The last page names its last openid too; only one with nobody on it has no data."""
    if not openids:
        return {"count": 0, "next_openid": ""}
    return {"count": len(openids), "data": {"openid": openids}, "next_openid": openids[-1]}


def followed_after(call: Call, openid: Any) -> int:
    if not openid:
        return 0
    return known_tie(call, openid).id


def info(call: Call) -> Fields:
    """Of somebody who never followed, as of somebody who left, only that he does not: a page on which he
    logged in may ask."""
    return _info(call, _met(call, call.query.get("openid")), call.query.get("lang"))


def info_batch(call: Call) -> Fields:
    wanted = call.fields().get("user_list")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= MAX_BATCH:
        raise PlatformError(40032)
    if not all(isinstance(one, dict) for one in wanted):
        raise PlatformError(47001)
    return {"user_info_list": [_info(call, _met(call, one.get("openid")), one.get("lang")) for one in wanted]}


def update_remark(call: Call) -> Fields:
    fields = call.fields()
    tie = known_tie(call, fields.get("openid"))
    remark = fields.get("remark")
    if not isinstance(remark, str) or len(remark) > MAX_REMARK:
        raise PlatformError(40035)
    followers.change_tie(call.parts.store, tie.id, remark=remark)
    return done()


def known_tie(call: Call, openid: Any) -> Tie:
    """Who follows or followed this account under this openid; 40003 for anybody else."""
    tie = _met(call, openid)
    if not tie.following and tie.followed_at is None:
        raise PlatformError(40003)
    return tie


def _met(call: Call, openid: Any) -> Tie:
    """Whoever has this openid at this account."""
    tie = (
        followers.tie_by_openid(call.parts.store, call.app.appid, openid) if isinstance(openid, str) else None
    )
    if tie is None:
        raise PlatformError(40003)
    return tie


def _info(call: Call, tie: Tie, lang: Any) -> Fields:
    if not tie.following:
        return {"subscribe": 0, "openid": tie.openid, "tagid_list": []}
    carried = tags.of_tie(call.parts.store, tie.id)
    return {
        "subscribe": 1,
        "openid": tie.openid,
        # Names and pictures are gone from here since the end of 2021.
        "nickname": "",
        "sex": 0,
        "language": lang if lang in ("zh_CN", "zh_TW", "en") else "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": tie.followed_at,
        "remark": tie.remark,
        "groupid": carried[0] if carried else 0,
        "tagid_list": carried,
        "subscribe_scene": tie.subscribe_scene,
        "qr_scene": tie.qr_scene,
        "qr_scene_str": tie.qr_scene_str,
    }


_VERIFIED = Right.VERIFIED

ENDPOINTS = (
    Endpoint("GET", "/cgi-bin/user/get", get, right=_VERIFIED, daily=500),
    Endpoint("GET", "/cgi-bin/user/info", info, right=_VERIFIED, daily=5_000_000),
    Endpoint("POST", "/cgi-bin/user/info/batchget", info_batch, right=_VERIFIED, daily=500_000),
    Endpoint("POST", "/cgi-bin/user/info/updateremark", update_remark, right=_VERIFIED, daily=10_000),
)
