"""Words that sound the same, and slips: answered where staff asked for the meaning, and nowhere else."""

import pytest

from zhijian.rooms.answers.alike import SLIP, SOUND, Alike, Guess
from zhijian.rooms.answers.alike.slips import is_slip
from zhijian.rooms.answers.keywords import Around, Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import CONTAINS, EXACT, SYNONYM, rule_of

ROWS = [
    ("两学一做", SYNONYM, 0, 1),
    ("三会一课", EXACT, 0, 2),
    ("组织关系转接", SYNONYM, 0, 3),
    ("党费", SYNONYM, 0, 4),
    ("入党申请书", SYNONYM, 0, 5),
    ("志愿服务", CONTAINS, 0, 6),
]


def guessed(text: str, matcher: Matcher | None = None) -> tuple[int, str] | None:
    guess = Alike(matcher or Matcher(Keywords(ROWS))).guess(normal(text))
    return (rule_of(guess.rank), guess.how) if guess else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("两学一作", (1, SOUND)),
        ("两学一作 怎么学？", (1, SOUND)),
        ("２学１做", (1, SOUND)),
        ("兩學一坐", (1, SOUND)),
        ("组织关系转街", (3, SOUND)),
        ("档费", (4, SOUND)),
        ("组织关糸转接", (3, SLIP)),
        ("组织系转接", (3, SLIP)),
        ("组织关系的转接", (3, SLIP)),
        ("组织系关转接", (3, SLIP)),
    ],
)
def test_a_keyword_matched_by_meaning_is_found(text: str, found: tuple[int, str]) -> None:
    assert guessed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "三会一棵",  # exact means exact
        "志愿伏务",  # so does contains
        "我说的当费劲",  # two syllables inside a sentence
        "退党申请书",  # one character, and the contrary
        "两学二做",
        "今天天气",
        "？！",
        "x" * 300,
    ],
)
def test_nothing_is_found_where_it_would_be_a_guess_too_far(text: str) -> None:
    assert guessed(text) is None


def test_of_several_the_best_by_rank_answers() -> None:
    rows = [("公事", SYNONYM, 0, 1), ("攻势", SYNONYM, 9, 2)]

    assert guessed("公式", Matcher(Keywords(rows))) == (2, SOUND)


def test_words_that_mean_the_same_are_heard_too() -> None:
    around = Around(synonyms={"党费": ("交纳会费", "党费")})
    matcher = Matcher(Keywords([("党费", SYNONYM, 0, 4)], around))

    assert guessed("缴纳会费", matcher) == (4, SOUND)


def test_changed_rules_are_heard_as_they_are_now() -> None:
    matcher = Matcher(Keywords(ROWS)).with_changes({1}, rows=[("党员大会", SYNONYM, 0, 1)])

    assert (guessed("两学一作", matcher), guessed("党员打会", matcher)) == (None, (1, SOUND))


def test_rules_that_do_not_count_leave_the_word_to_the_next() -> None:
    rows = [("党员大会", SYNONYM, 5, 1), ("党员大会", SYNONYM, 0, 2)]
    alike = Alike(Matcher(Keywords(rows)))

    first, second = (alike.guess("党员打会", but_not=passed) for passed in (frozenset(), frozenset({1})))

    assert (
        isinstance(first, Guess) and rule_of(first.rank),
        isinstance(second, Guess) and rule_of(second.rank),
    ) == (
        1,
        2,
    )


@pytest.mark.parametrize(
    ("asked", "word", "is_one"),
    [
        ("党支部会", "党支部会", False),
        ("党支布会", "党支部会", True),
        ("党支部大会", "党支部会", False),  # 大 turns the meaning
        ("党支部议会", "党支部会", True),
        ("支部会议", "支部义会", False),
        ("2025年会费", "2026年会费", False),
    ],
)
def test_one_slip_is_one_character_that_does_not_turn_the_meaning(
    asked: str, word: str, *, is_one: bool
) -> None:
    assert is_slip(asked, word) == is_one
