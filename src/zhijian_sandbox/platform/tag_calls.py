"""Tags on followers, and the blacklist."""

from typing import Any

from zhijian_sandbox.platform.call import Call, Endpoint, Fields, done
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.platform.user_calls import followed_after, known_tie, page_of
from zhijian_sandbox.state import conditional_menus, followers, tags
from zhijian_sandbox.state.followers import Tie

MAX_TAGS = 100
MAX_NAME = 30
MAX_TAGS_EACH = 20
MAX_BATCH = 50
MAX_BLACKLIST_BATCH = 20
DELETABLE_BELOW = 100_000
SYSTEM_TAGS = (0, 1, 2)


def create(call: Call) -> Fields:
    name = _name(call)
    store, appid = call.parts.store, call.app.appid
    if tags.id_of(store, appid, name) is not None:
        raise PlatformError(45157)
    if len(tags.every(store, appid)) >= MAX_TAGS:
        raise PlatformError(45056)
    return {"tag": {"id": tags.add(store, appid, name), "name": name}}


def get(call: Call) -> Fields:
    return {"tags": tags.every(call.parts.store, call.app.appid)}


def update(call: Call) -> Fields:
    name, tag = _name(call), _own_tag(call, _tag_fields(call).get("id"))
    same = tags.id_of(call.parts.store, call.app.appid, name)
    if same not in (None, tag):
        raise PlatformError(45157)
    tags.rename(call.parts.store, call.app.appid, tag, name)
    return done()


def delete(call: Call) -> Fields:
    tag = _own_tag(call, _tag_fields(call).get("id"))
    if tags.count_carriers(call.parts.store, call.app.appid, tag) > DELETABLE_BELOW:
        raise PlatformError(45057)
    with call.parts.store.transaction():
        tags.remove(call.parts.store, call.app.appid, tag)
        _announce_menus(call)
    return done()


def carriers(call: Call) -> Fields:
    fields = call.fields()
    tag = _known_tag(call, fields.get("tagid"))
    after = followed_after(call, fields.get("next_openid"))
    return page_of(tags.carriers(call.parts.store, call.app.appid, tag, after_tie=after, limit=10_000))


def put_on(call: Call) -> Fields:
    """All of them or none."""
    ties, tag = _batch(call, most=MAX_BATCH), _known_tag(call, call.fields().get("tagid"))
    with call.parts.store.transaction():
        for tie in ties:
            carried = tags.of_tie(call.parts.store, tie.id)
            if tag not in carried and len(carried) >= MAX_TAGS_EACH:
                raise PlatformError(45059)
            tags.put_on(call.parts.store, call.app.appid, tag, tie=tie.id)
        _announce_menus(call)
    return done()


def take_off(call: Call) -> Fields:
    ties, tag = _batch(call, most=MAX_BATCH), _known_tag(call, call.fields().get("tagid"))
    with call.parts.store.transaction():
        for tie in ties:
            tags.take_off(call.parts.store, call.app.appid, tag, tie=tie.id)
        _announce_menus(call)
    return done()


def of_follower(call: Call) -> Fields:
    tie = known_tie(call, call.fields().get("openid"))
    return {"tagid_list": tags.of_tie(call.parts.store, tie.id)}


def blacklist(call: Call) -> Fields:
    after = followed_after(call, call.fields().get("begin_openid"))
    total, openids = followers.blacklist_page(call.parts.store, call.app.appid, after_id=after, limit=10_000)
    return {"total": total, **page_of(openids)}


def put_on_blacklist(call: Call) -> Fields:
    return _set_blacklisted(call, blacklisted=True)


def take_off_blacklist(call: Call) -> Fields:
    return _set_blacklisted(call, blacklisted=False)


def _set_blacklisted(call: Call, *, blacklisted: bool) -> Fields:
    with call.parts.store.transaction():
        for tie in _batch(call, most=MAX_BLACKLIST_BATCH):
            followers.change_tie(call.parts.store, tie.id, blacklisted=blacklisted)
    return done()


def _announce_menus(call: Call) -> None:
    """A tag may give somebody another menu."""
    if conditional_menus.newest_first(call.parts.store, call.app.appid):
        call.parts.phones.announce_menu(call.app.appid)


def _tag_fields(call: Call) -> Fields:
    tag = call.fields().get("tag")
    if not isinstance(tag, dict):
        raise PlatformError(47001)
    return tag


def _name(call: Call) -> str:
    name = _tag_fields(call).get("name")
    if not isinstance(name, str) or not name.strip():
        raise PlatformError(40117)
    if len(name) > MAX_NAME:
        raise PlatformError(45158)
    return name


def _own_tag(call: Call, tag: Any) -> int:
    """A tag the account made itself; the platform's own cannot be changed."""
    if tag in SYSTEM_TAGS and type(tag) is int:
        raise PlatformError(45058)
    return _known_tag(call, tag)


def _known_tag(call: Call, tag: Any) -> int:
    # Some clients send the number as text.
    number = int(tag) if isinstance(tag, str) and tag.isascii() and tag.isdigit() and len(tag) < 12 else tag
    if (
        type(number) is not int
        or not 0 <= number < 2**31
        or not tags.exists(call.parts.store, call.app.appid, number)
    ):
        raise PlatformError(45159)
    return number


def _batch(call: Call, *, most: int) -> list[Tie]:
    openids = call.fields().get("openid_list")
    if not isinstance(openids, list) or not 1 <= len(openids) <= most:
        raise PlatformError(40032)
    ties = [
        followers.tie_by_openid(call.parts.store, call.app.appid, one) if isinstance(one, str) else None
        for one in openids
    ]
    known = [tie for tie in ties if tie is not None and tie.following]
    if len(known) != len(openids):
        raise PlatformError(49003)
    return known


_VERIFIED = Right.VERIFIED

ENDPOINTS = (
    Endpoint("POST", "/cgi-bin/tags/create", create, right=_VERIFIED, daily=1000),
    Endpoint("GET", "/cgi-bin/tags/get", get, right=_VERIFIED, daily=1000),
    Endpoint("POST", "/cgi-bin/tags/update", update, right=_VERIFIED, daily=1000),
    Endpoint("POST", "/cgi-bin/tags/delete", delete, right=_VERIFIED, daily=1000),
    Endpoint("POST", "/cgi-bin/user/tag/get", carriers, right=_VERIFIED),
    Endpoint("POST", "/cgi-bin/tags/members/batchtagging", put_on, right=_VERIFIED),
    Endpoint("POST", "/cgi-bin/tags/members/batchuntagging", take_off, right=_VERIFIED),
    Endpoint("POST", "/cgi-bin/tags/getidlist", of_follower, right=_VERIFIED),
    Endpoint("POST", "/cgi-bin/tags/members/getblacklist", blacklist, right=_VERIFIED),
    Endpoint("POST", "/cgi-bin/tags/members/batchblacklist", put_on_blacklist, right=_VERIFIED),
    Endpoint("POST", "/cgi-bin/tags/members/batchunblacklist", take_off_blacklist, right=_VERIFIED),
)
