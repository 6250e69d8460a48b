"""The word and the number: how they are made and how they are understood."""

import pytest

from zhijian.rooms.reach.codes import free_number, normal, word_for


@pytest.mark.parametrize(
    "said",
    [
        "河东 4821",
        "河东4821",
        " 河东　４８２１ ",
        "河 东 48 21",
        "“河东”4821。",
        "回复 河东 4821",
        "回复：河东4821",
        "河东 四八二一",
    ],
)
def test_however_it_is_written_it_is_the_same(said: str) -> None:
    assert normal(said) == "河东4821"


def test_letters_are_the_same_in_any_case() -> None:
    assert normal("Ａ组 4821") == normal("a组4821")


@pytest.mark.parametrize(
    ("name", "short_name", "word"),
    [
        ("河东村党支部", "", "河东"),
        ("中共青禾镇委员会", "", "青禾"),
        ("青禾镇党委", "", "青禾"),
        ("青禾镇机关第三党支部", "", "三支部"),
        ("离退休干部第二党支部委员会（老干部活动中心）", "", "二支部"),
        ("第十二党小组", "", "十二小组"),
        ("沿河社区党总支", "", "沿河"),
        ("中国共产党青禾镇沿河村支部委员会", "沿河支部", "沿河"),
        ("党支部", "", "党支部"),
        ("Branch 12", "", "支部"),
    ],
)
def test_word_is_what_people_call_the_unit(name: str, short_name: str, word: str) -> None:
    assert word_for(name, short_name) == word


def test_number_is_one_that_nobody_has() -> None:
    taken = {str(number) for number in range(1000, 10_000)} - {"4821"}

    assert (free_number(taken), free_number(taken | {"4821"})) == ("4821", None)
