"""What the platform would refuse, known before it is asked."""

import pytest

from zhijian.rooms.answers.menu.limits import faults
from zhijian.rooms.answers.menu.places import Button
from zhijian.rooms.answers.menu.tests.builders import a_menu, column, opens, press

CODES = {
    "no name": ({**press(""), "key": "k"}, "name-empty"),
    "21 characters below": (press("字" * 21, "k"), "name-long"),
    "no key": ({"type": "click", "name": "一"}, "key-empty"),
    "key of 129 bytes": (press("一", "k" * 129), "key-long"),
    "no address": ({"type": "view", "name": "一"}, "url-empty"),
    "address of 1025 bytes": (opens("一", "https://a.example/" + "a" * 1007), "url-long"),
    "no scheme": (opens("一", "qinghe.example"), "url-form"),
    "a profile page": (opens("一", "https://mp.weixin.qq.com/mp/profile_ext?a=1"), "url-profile"),
    "no host": (opens("一", "https:///党费"), "url-form"),
    "an address with a space": (opens("一", "https://a.example/a b"), "url-form"),
    "an address that is no page": (opens("一", "ftp://a.example/a"), "url-form"),
    "an address nobody can read": (opens("一", "https://[broken"), "url-form"),
    "a mini program without its id": (
        {"type": "miniprogram", "name": "一", "pagepath": "p", "url": "https://a.example/"},
        "appid-empty",
    ),
    "a mini program old phones cannot open": (
        {"type": "miniprogram", "name": "一", "appid": "wx1", "pagepath": "p"},
        "url-empty",
    ),
    "a column below a column": (column("二", press("三")), "too-many-below"),
    "no medium": ({"type": "media_id", "name": "一"}, "media_id-empty"),
    "no article": ({"type": "article_id", "name": "一"}, "article_id-empty"),
    "unknown action": ({"type": "dance", "name": "一"}, "no-action"),
    "a mini program without a page": (
        {"type": "miniprogram", "name": "一", "appid": "wx1", "url": "https://a.example/"},
        "pagepath-empty",
    ),
}


def codes(*buttons: Button) -> list[str]:
    return [f"{fault.place} {fault.code}" for fault in faults(buttons)]


def test_a_menu_of_three_columns_is_fine() -> None:
    assert codes(*a_menu()) == []


def test_a_menu_of_15_entries_with_the_longest_names_is_fine() -> None:
    full = column("字" * 5, *(press("字" * 20, "k" * 128) for _ in range(5)))

    assert codes(full, full, full) == []


@pytest.mark.parametrize("what", CODES)
def test_a_faulty_entry_is_named_with_its_place(what: str) -> None:
    entry, code = CODES[what]

    assert codes(column("列", press("好"), entry)) == [f"1.2 {code}"]


def test_a_column_may_be_16_bytes_and_no_more() -> None:
    assert [codes(press("a" * 16, "k")), codes(press("a" * 17, "k"))] == [[], ["1 name-long"]]


def test_an_open_column_needs_something_below() -> None:
    assert codes(column("列")) == ["1 column-empty"]


def test_no_column_four_columns_and_six_below_are_too_few_or_too_many() -> None:
    six = column("列", *(press(str(n), "k") for n in range(6)))

    assert [codes(), codes(*[press("一", "k")] * 4), codes(six)] == [
        ["1 menu-empty"],
        ["3 too-many-columns"],
        ["1 too-many-below"],
    ]
