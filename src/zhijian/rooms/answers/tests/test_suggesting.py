from zhijian.rooms.answers.folding import size_bytes
from zhijian.rooms.answers.suggesting import with_suggestions


def test_only_as_many_are_named_as_fit() -> None:
    default = "您" * 630

    text = with_suggestions(default, ["甲" * 20, "乙" * 20, "丙" * 20])

    assert (text, size_bytes(text) <= 2048) == (
        f"{default}\n\n您是不是想问：\n1. {'甲' * 20}\n把要看的那个词发过来就行。",
        True,
    )


def test_a_full_default_reply_stays_as_it_stands() -> None:
    assert with_suggestions("您" * 682, ["甲"]) == "您" * 682


def test_without_near_words_there_is_only_the_default() -> None:
    assert [with_suggestions(default, []) for default in ("收到", "")] == ["收到", ""]
