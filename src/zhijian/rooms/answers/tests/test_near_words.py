from zhijian.rooms.answers.keywords import Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.near_words import Nearest
from zhijian.rooms.answers.ranking import CONTAINS, EXACT, REGEX, Row

ROWS: list[Row] = [
    ("党费", EXACT, 0, 1),
    ("党课", CONTAINS, 0, 2),
    ("党.", REGEX, 0, 3),
    ("夜校", EXACT, 0, 4),
]


def near(text: str, matcher: Matcher, *, most: int = 3) -> list[str]:
    return Nearest(Matcher(Keywords(ROWS))).after_changes(matcher).words(text, most=most)


def changed(rules: set[int], *rows: Row) -> Matcher:
    return Matcher(Keywords(ROWS)).with_changes(rules, rows=rows)


def test_patterns_are_nothing_to_type() -> None:
    assert near("党非", changed(set())) == ["党费", "党课"]


def test_words_of_changed_rules_are_passed_over() -> None:
    assert near("党非", changed({1})) == ["党课"]


def test_new_words_are_named_in_their_place() -> None:
    assert near("党非", changed({5}, ("党章", EXACT, 1, 5))) == ["党章", "党费", "党课"]


def test_the_same_word_written_twice_is_named_once() -> None:
    assert near("党非", changed({5}, ("黨費", CONTAINS, 0, 5))) == ["党费", "党课"]


def test_no_more_are_named_than_asked_for() -> None:
    assert near("党非", changed({5}, ("党章", EXACT, 1, 5)), most=2) == ["党章", "党费"]
