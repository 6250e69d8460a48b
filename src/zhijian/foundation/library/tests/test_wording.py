import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijian.foundation.library import sounds, wording
from zhijian.foundation.library.question import Question
from zhijian.foundation.library.search_index import entry_of


@pytest.mark.parametrize(
    ("asked", "runs"),
    [
        ("請問，兩學一做的材料在哪裡？", ["两学一做", "材料"]),
        ("请发入党申请书", ["发入党申请书"]),
        ("有没有App下载", ["app", "下载"]),
        ("在吗", []),
    ],
)
def test_only_what_carries_meaning_is_asked(asked: str, runs: list[str]) -> None:
    assert [run for run in wording.runs(wording.folded(asked), is_question=True) if len(run) > 1] == runs


@pytest.mark.parametrize(
    ("one", "other"),
    [("党费", "当费"), ("时事", "实施"), ("真情", "正情"), ("重阳节", "chong yang jie")],
)
def test_what_sounds_alike_is_one(one: str, other: str) -> None:
    heard = [
        sounds.as_heard("".join(sounds.syllables(wording.folded(text.replace(" ", "")))))
        for text in (one, other)
    ]

    assert heard[0] == heard[1]


@given(st.text(max_size=500))
def test_any_text_becomes_a_question_and_an_entry(text: str) -> None:
    question = Question.of(text)
    entry = entry_of(account_id=1, title=text[:64], summary="", body=text, is_findable=True)

    words = " ".join(str(entry[column]) for column in ("signs", "sounds", "letters", "body")).split()
    # Whatever a person types, a word of the index is letters, signs and digits: nothing there to escape.
    assert [word for word in (*words, *question.signs, *question.sounds) if not word.isalnum()] == []
