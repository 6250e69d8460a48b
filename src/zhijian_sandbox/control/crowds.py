"""Many phones at once: a town for a sample, a hundred thousand followers for a measurement."""

from typing import Any

from zhijian_sandbox.acts import given
from zhijian_sandbox.menus import PLATFORMS
from zhijian_sandbox.practice import town
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers
from zhijian_sandbox.state.followers import Newcomer
from zhijian_sandbox.state.store import Store

MOST_AT_ONCE = 200_000
MOST_DAYS = 3650
DAY_SECONDS = 86_400
_OPENID_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def add(store: Store, data: dict[str, Any], appid: str | None, *, now: float) -> dict[str, Any]:
    """So many (`count`, with `seed` people of 青禾镇), or those in `people`; none of them on the desk."""
    crowd = _named(data["people"]) if data.get("people") is not None else _made(data)
    follows = given.flag(data, "follows")
    if follows and appid is None:
        known = apps.every(store)
        if len(known) != 1:
            raise Refusal("要关注哪个公众号，请写明 appid", field="appid")
        appid = known[0].appid
    days = given.whole(data, "over_days", least=0, most=MOST_DAYS, default=0)
    openids = [one.openid for one in crowd if one.openid is not None]
    if len(set(openids)) < len(openids) or followers.taken_openids(store, openids, appid=appid):
        raise Refusal("有的 openid 写了两次，或已经有人用了", field="people", status=409)
    numbers = followers.add_crowd(
        store, crowd, appid=appid, followed_at=_times(len(crowd), days=days, now=now) if follows else None
    )
    made: dict[str, Any] = {
        "created": len(crowd),
        "first": f"{followers.PREFIX}{numbers[0]}",
        "last": f"{followers.PREFIX}{numbers[-1]}",
    }
    if given.flag(data, "openids"):
        made["openids"] = followers.openids_of(store, appid, numbers) if appid is not None else []
    return made


def read_openid(data: dict[str, Any]) -> str | None:
    """What somebody shall be called; None for the platform's own choice."""
    openid = given.text(data, "openid", most=64) or None
    if openid is not None and (not _OPENID_SIGNS.issuperset(openid) or openid.startswith(followers.PREFIX)):
        raise Refusal("openid 是 1 到 64 个字母、数字、-、_", field="openid")
    return openid


def _made(data: dict[str, Any]) -> list[Newcomer]:
    count = given.whole(data, "count", least=1, most=MOST_AT_ONCE, default=1)
    if data.get("seed") is None:
        return [Newcomer()] * count
    seed = given.whole(data, "seed", least=0, most=2**31 - 1, default=1)
    return [Newcomer(one.name, one.note) for one in town.people(count, seed=seed)]


def _named(people: Any) -> list[Newcomer]:
    if not isinstance(people, list) or not 1 <= len(people) <= MOST_AT_ONCE:
        raise Refusal(f"people 是 1 到 {MOST_AT_ONCE} 个人的列表", field="people")
    if not all(isinstance(one, dict) for one in people):
        raise Refusal('people 里每个人写成 {"name": "王建国"}', field="people")
    return [_newcomer(one) for one in people]


def _newcomer(one: dict[str, Any]) -> Newcomer:
    platform = given.text(one, "platform", default="android")
    if platform not in PLATFORMS:
        raise Refusal(f"platform 是 {'、'.join(PLATFORMS)} 之一", field="platform")
    return Newcomer(
        given.text(one, "name", most=40), given.text(one, "note", most=40), read_openid(one), platform
    )


def _times(count: int, *, days: int, now: float) -> list[int]:
    """When each of them came: evenly over so many days until now, the first the longest ago."""
    step = days * DAY_SECONDS / count
    return [int(now - step * (count - 1 - index)) for index in range(count)]
