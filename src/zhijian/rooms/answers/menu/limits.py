"""What the platform takes as a menu, told before it is asked. The numbers are the protocol's (5.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from zhijian.rooms.answers.menu.places import MOST_BELOW, MOST_COLUMNS, Button, Place, entries

COLUMN_NAME_BYTES: Final = 16
ENTRY_NAME_BYTES: Final = 60
# As many Chinese characters as phones show; more of the name ends in an ellipsis.
COLUMN_NAME_SHOWN: Final = 4
ENTRY_NAME_SHOWN: Final = 8
KEY_BYTES: Final = 128
URL_BYTES: Final = 1024

WITH_KEY: Final = frozenset(
    {
        "click",
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select",
    }
)
# We are asked for an answer, and somebody waits for it.
ANSWERED: Final = frozenset({"click", "scancode_waitmsg"})
WITH_MEDIA: Final = frozenset({"media_id", "view_limited"})
WITH_ARTICLE: Final = frozenset({"article_id", "article_view_limited"})
TYPES: Final = WITH_KEY | WITH_MEDIA | WITH_ARTICLE | {"view", "miniprogram"}

_PROFILE = "mp.weixin.qq.com/mp/profile_ext"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where. `field` is the input to mark; `size` and `most` are bytes, where bytes count."""

    place: Place
    field: str
    code: str
    size: int = 0
    most: int = 0


def faults(buttons: Sequence[Button]) -> list[Fault]:
    """Everything for which the platform would refuse this menu; an empty list for one it takes."""
    found = []
    if not buttons:
        found.append(Fault(Place(1), "menu", "menu-empty"))
    if len(buttons) > MOST_COLUMNS:
        found.append(Fault(Place(MOST_COLUMNS), "menu", "too-many-columns"))
    for place, entry in entries(buttons):
        found += entry_faults(entry, place=place)
    return found


def entry_faults(entry: Button, *, place: Place) -> list[Fault]:
    """Of one entry; a column's own, not of what is below it."""
    return list(_name_faults(entry, place)) + list(_action_faults(entry, place))


def _name_faults(entry: Button, place: Place) -> Iterator[Fault]:
    yield from _text(
        entry, "name", place=place, most=COLUMN_NAME_BYTES if place.is_column else ENTRY_NAME_BYTES
    )


def _action_faults(entry: Button, place: Place) -> Iterator[Fault]:
    if "sub_button" in entry:
        below = entry["sub_button"]
        if not below:
            yield Fault(place, "kind", "column-empty")
        if len(below) > MOST_BELOW or not place.is_column:
            yield Fault(place, "kind", "too-many-below")
        return
    kind = entry.get("type")
    if kind in WITH_KEY:
        yield from _text(entry, "key", place=place, most=KEY_BYTES)
    elif kind == "view":
        yield from _address(entry, place=place)
    elif kind == "miniprogram":
        yield from _text(entry, "appid", place=place, most=64)
        yield from _text(entry, "pagepath", place=place, most=1024)
        yield from _address(entry, place=place)
    elif kind in WITH_MEDIA:
        yield from _text(entry, "media_id", place=place, most=256)
    elif kind in WITH_ARTICLE:
        yield from _text(entry, "article_id", place=place, most=256)
    else:
        yield Fault(place, "kind", "no-action")


def _address(entry: Button, *, place: Place) -> Iterator[Fault]:
    found = list(_text(entry, "url", place=place, most=URL_BYTES))
    yield from found
    if found:
        return
    url = entry["url"]
    if _PROFILE in url:
        yield Fault(place, "url", "url-profile")
    elif not _is_address(url):
        yield Fault(place, "url", "url-form")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in url)


def _text(entry: Button, field: str, *, place: Place, most: int) -> Iterator[Fault]:
    value: Any = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        yield Fault(place, field, f"{field}-empty")
    elif (size := len(value.encode())) > most:
        yield Fault(place, field, f"{field}-long", size, most)
