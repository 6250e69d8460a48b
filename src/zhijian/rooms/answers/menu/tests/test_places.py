"""Menus changed at one place, and what differs between two."""

import pytest

from zhijian.rooms.answers.menu.comparing import changes
from zhijian.rooms.answers.menu.places import (
    Buttons,
    Place,
    entries,
    is_free,
    moved,
    steps,
    tidy,
    with_entry,
    without,
)
from zhijian.rooms.answers.menu.tests.builders import a_menu, column, opens, press


def names(buttons: Buttons) -> list[str]:
    return [f"{place} {entry['name']}" for place, entry in entries(buttons)]


def test_a_place_is_written_as_column_and_row() -> None:
    read = {text: Place.read(text) for text in ("2", "2.3", "0", "4", "2.0", "2.6", "", "2.3.1", "x")}

    assert {text: str(place) for text, place in read.items() if place} == {"2": "2", "2.3": "2.3"}


def test_an_entry_goes_to_its_place_and_nothing_else_changes() -> None:
    changed = with_entry(a_menu(), Place(2, 4), press("扫一扫"))

    assert set(names(changed)) - set(names(a_menu())) == {"2.4 扫一扫"}
    assert len(names(changed)) == len(names(a_menu())) + 1


def test_what_is_put_below_an_acting_column_opens_it() -> None:
    changed = with_entry(a_menu(), Place(3, 1), press("我的支部"))

    assert changed[2] == column("找支部", press("我的支部"))


@pytest.mark.parametrize("place", [Place(1, 4), Place(3, 2)])
def test_a_place_that_is_not_next_is_refused(place: Place) -> None:
    with pytest.raises(KeyError):
        with_entry(a_menu(), place, press("远"))


def test_free_places_are_the_next_ones_and_never_a_sixth() -> None:
    full = [column("满", *(press(str(n)) for n in range(5)))]

    free = [is_free(a_menu(), Place(2, 4)), is_free(a_menu(), Place(2, 5)), is_free(full, Place(2))]

    assert (free, is_free(full, Place(1, 5))) == ([True, False, True], False)


def test_a_column_goes_with_what_is_below_it() -> None:
    assert names(without(a_menu(), Place(2))) == [
        "1 看学习",
        "1.1 本月学习",
        "1.2 听一听",
        "2 找支部",
    ]


@pytest.mark.parametrize(
    ("place", "where", "stands_at"),
    [
        (Place(2, 1), "down", Place(2, 2)),
        (Place(2, 1), "up", Place(2, 1)),
        (Place(2, 3), "left", Place(1, 3)),
        (Place(2, 3), "right", Place(2, 3)),  # the third column does something itself
        (Place(1), "right", Place(2)),
        (Place(1), "left", Place(1)),
    ],
)
def test_a_step_leads_to_the_place_beside(place: Place, where: str, stands_at: Place) -> None:
    name = dict(entries(a_menu()))[place]["name"]

    changed, now_at = moved(a_menu(), place, where=where)

    assert (now_at, dict(entries(changed))[now_at]["name"]) == (stands_at, name)


def test_only_steps_that_lead_somewhere_are_offered() -> None:
    assert [steps(a_menu(), Place(2, 1)), steps(a_menu(), Place(3))] == [["left", "down"], ["left"]]


def test_both_calls_of_the_platform_give_the_same_menu() -> None:
    from_menu_get = [{**entry, "sub_button": entry.get("sub_button", [])} for entry in a_menu()]
    from_selfmenu = [
        {"name": entry["name"], "sub_button": {"list": entry["sub_button"]}}
        if "sub_button" in entry
        else entry
        for entry in a_menu()
    ]

    assert [tidy(from_menu_get), tidy(from_selfmenu)] == [a_menu(), a_menu()]


def told(old: Buttons, new: Buttons) -> list[tuple[str, str]]:
    return [(change.what, change.name) for change in changes(old, new)]


def test_two_equal_menus_do_not_differ() -> None:
    assert told(a_menu(), a_menu()) == []


def test_what_was_added_renamed_and_redirected_is_told() -> None:
    new = with_entry(a_menu(), Place(2, 4), press("扫一扫"))
    new = with_entry(new, Place(1, 1), press("这个月学什么", "key-本月学习"))
    new = with_entry(new, Place(2, 2), opens("交党费", "https://qinghe.example/dues"))

    assert told(a_menu(), new) == [("renamed", "这个月学什么"), ("redirected", "交党费"), ("added", "扫一扫")]


def test_another_kind_of_action_is_told_once() -> None:
    new = with_entry(a_menu(), Place(2, 1), opens("组织关系"))

    assert told(a_menu(), new) == [("retyped", "组织关系")]


def test_what_is_gone_comes_last() -> None:
    assert told(a_menu(), without(a_menu(), Place(1, 2))) == [("removed", "听一听")]


def test_another_order_is_one_change_of_its_column() -> None:
    new, _ = moved(a_menu(), Place(2, 1), where="down")

    assert told(a_menu(), new) == [("reordered", "办事情")]


def test_columns_that_change_places_are_one_change() -> None:
    new, _ = moved(a_menu(), Place(1), where="right")

    assert told(a_menu(), new) == [("reordered", "")]


def test_an_entry_in_another_column_has_moved() -> None:
    new, _ = moved(a_menu(), Place(2, 3), where="left")

    assert told(a_menu(), new) == [("moved", "报名志愿")]
