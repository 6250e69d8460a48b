import time

import pytest

from zhijian.rooms.answers.nearby import Nearby
from zhijian.rooms.answers.normal import normal

KEYWORDS = ["两学一做", "党费", "组织关系转接", "活动室开放时间", "志愿服务", "volunteer", "入党申请书"]


def near(text: str, *, most: int = 3) -> list[str]:
    return [KEYWORDS[place] for _, place in Nearby(KEYWORDS).closest(normal(text), most=most)]


def places(forms: list[str], text: str) -> list[int]:
    return [place for _, place in Nearby(forms).closest(text, most=3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两学一座", ["两学一做"]),
        ("兩學壹做", ["两学一做"]),
        ("挡费", ["党费"]),
        ("我的党费怎么交", ["党费"]),
        ("活动室几点开门", ["活动室开放时间"]),
        ("关系转接", ["组织关系转接"]),
        ("志愿者服务", ["志愿服务"]),
        ("volunter", ["volunteer"]),
        ("入党", ["入党申请书"]),
    ],
)
def test_a_slip_finds_the_keyword_meant(text: str, expected: list[str]) -> None:
    assert near(text) == expected


@pytest.mark.parametrize("text", ["今天天气真好", "hello", "", "？", "12345"])
def test_what_has_nothing_in_common_finds_nothing(text: str) -> None:
    assert near(text) == []


def test_no_more_are_named_than_asked_for() -> None:
    forms = [f"党费{number}" for number in range(50)]

    assert places(forms, "党费") == [0, 1, 2]


def test_equal_forms_are_named_once() -> None:
    assert places(["党费", "党费", "党课"], "党非") == [0, 2]


def test_keywords_too_long_to_type_are_not_named() -> None:
    assert places(["党" * 31, "党" * 30], "党党党") == [1]


def test_a_hundred_thousand_alike_keywords_cost_little() -> None:
    nearby = Nearby([f"关键词{number}" for number in range(100_000)])

    started = time.perf_counter()
    found = nearby.closest("关键词4242x" + "关键词" * 100, most=3)

    assert (len(found), time.perf_counter() - started < 0.2) == (3, True)
