import pytest

from zhijian.wechat.client import answers
from zhijian.wechat.client.answers import Answer
from zhijian.wechat.errors import UnexpectedAnswer

ANSWER = Answer(
    {
        "text": "t",
        "id": 7,
        "flag": True,
        "none": None,
        "object": {"a": 1},
        "list": [{"a": 1}, "x", 2],
    }
)


def test_ids_written_as_numbers_are_text_as_well() -> None:
    assert (ANSWER.text("text"), ANSWER.text("id"), ANSWER.number("id")) == ("t", "7", 7)


@pytest.mark.parametrize("name", ["flag", "none", "object", "missing"])
def test_what_has_another_form_is_unexpected_or_has_its_default(name: str) -> None:
    found = (ANSWER.text(name, default=""), ANSWER.number(name, default=0))

    assert found == ("", 0)
    with pytest.raises(UnexpectedAnswer, match=f"the answer has no {name}"):
        ANSWER.text(name)
    with pytest.raises(UnexpectedAnswer, match=f"the answer has no {name}"):
        ANSWER.number(name)


def test_lists_give_what_fits_and_nothing_when_missing() -> None:
    inner = [one.number("a") for one in ANSWER.objects("list")]

    assert (inner, ANSWER.texts("list"), ANSWER.numbers("list")) == ([1], ("x",), (2,))
    assert (ANSWER.objects("x"), ANSWER.texts("x"), ANSWER.numbers("x")) == ((), (), ())
    assert (ANSWER.object("object").number("a"), ANSWER.object("x").raw()) == (1, {})


def test_answer_prints_its_names_only() -> None:
    assert (repr(ANSWER), "id" in ANSWER) == ("Answer(text, id, flag, none, object, list)", True)


def test_raw_line_feeds_in_strings_are_read() -> None:
    answer = answers.read(b'{"remark": "a\nb"}')

    assert answer is not None
    assert answer.text("remark") == "a\nb"
