import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijian.rooms.answers.keywords import Keywords
from zhijian.rooms.answers.matching import NEEDS_PATIENCE, NOT_FOUND, Matcher
from zhijian.rooms.answers.normal import normal, regex_text
from zhijian.rooms.answers.patterns import compiled, folded
from zhijian.rooms.answers.ranking import CONTAINS, EXACT, MATCHES, REGEX, Row


def rule_for(text: str, *rows: Row) -> int | None:
    rule = Matcher(Keywords(rows)).find(text, patiently=True)
    return None if rule == NOT_FOUND else rule


@pytest.mark.parametrize("text", ["两学一做", "兩學一做", " 两学，一做！", "两 学 一 做"])
def test_exact_compares_normal_forms(text: str) -> None:
    assert rule_for(text, ("两学一做", EXACT, 0, 7)) == 7


def test_exact_does_not_match_a_longer_text() -> None:
    assert rule_for("两学一做是什么", ("两学一做", EXACT, 0, 7)) is None


def test_contains_matches_inside_a_longer_text() -> None:
    assert rule_for("請問，兩學 一做是什么？", ("两学一做", CONTAINS, 0, 7)) == 7


def test_regex_sees_punctuation_and_white_space() -> None:
    assert rule_for("党费 100元", (r"党费 \d+元$", REGEX, 0, 7)) == 7


def test_higher_priority_wins_over_the_better_match() -> None:
    assert rule_for("党费", ("党费", EXACT, 0, 1), ("党", CONTAINS, 1, 2), ("费", REGEX, -1, 3)) == 2


def test_exact_comes_before_contains_before_regex() -> None:
    regex, contains, exact = ("党费", REGEX, 0, 1), ("党费", CONTAINS, 0, 2), ("党费", EXACT, 0, 3)

    answers = [rule_for("党费", *rows) for rows in ([regex, contains, exact], [regex, contains], [regex])]

    assert answers == [3, 2, 1]


def test_the_earlier_made_wins_at_equal_priority() -> None:
    assert rule_for("党费怎么交", ("怎么", CONTAINS, 0, 1), ("党费怎么交", CONTAINS, 0, 2)) == 1


def test_the_later_of_two_equal_keywords_never_answers() -> None:
    assert rule_for("党费", ("党 费", EXACT, 0, 1), ("黨費", EXACT, 0, 2)) == 1


def test_a_keyword_of_punctuation_is_matched_as_written() -> None:
    rows: list[Row] = [("？ ", EXACT, 0, 1), ("!! ", CONTAINS, 0, 2)]

    answers = [rule_for(text, *rows) for text in ("？", " ？\n", "?", "好!!", "好！！", "")]

    assert answers == [1, 1, None, 2, None, None]


def test_an_empty_text_matches_no_keyword() -> None:
    assert rule_for(" ", ("党", CONTAINS, 0, 1), ("党", EXACT, 0, 2)) is None


def test_overlapping_keywords_are_all_seen() -> None:
    rows: list[Row] = [("两学一做学习", CONTAINS, 0, 1), ("学习教育", CONTAINS, 1, 2), ("学", CONTAINS, 0, 3)]

    assert rule_for("两学一做学习教育", *rows) == 2


def test_many_nested_keywords_stay_fast() -> None:
    rows: list[Row] = [("a" * length, CONTAINS, 0, 1000 - length) for length in range(500, 0, -1)]
    matcher = Matcher(Keywords(rows))

    started = time.perf_counter()
    rule = matcher.find("a" * 2048, patiently=True)

    assert (rule, time.perf_counter() - started < 0.1) == (500, True)


def test_numbered_keywords_compile_in_time() -> None:
    rows: list[Row] = [(f"kw{number}", CONTAINS, 0, number) for number in range(100_000)]

    started = time.perf_counter()
    Matcher(Keywords(rows))

    # One automaton over all of them took nine seconds; this takes a quarter of one.
    assert time.perf_counter() - started < 3


def test_hard_questions_ask_for_patience() -> None:
    matcher = Matcher(Keywords((rf"\d{{{number}}}[a-z]+", REGEX, 0, number) for number in range(1, 500)))

    answers = [matcher.find("我的号码是12ab" * 20, patiently=patiently) for patiently in (False, True)]

    assert answers == [NEEDS_PATIENCE, 1]


def test_texts_longer_than_anyone_can_write_ask_for_patience() -> None:
    matcher = Matcher(Keywords([("党费", CONTAINS, 0, 7)]))
    text = "ﷺ" * 4_097 + "党费"  # each is eighteen characters once normalised

    answers = [matcher.find(text, patiently=patiently) for patiently in (False, True)]

    assert answers == [NEEDS_PATIENCE, 7]


def test_more_regexes_than_the_shelves_hold_are_still_asked() -> None:
    narrow: list[Row] = [
        (rf"^\d{{3}}[x-z]{{{number % 7 + 1}}}[{number % 10}]\w*$", REGEX, 0, number) for number in range(4100)
    ]

    assert rule_for("你好", *narrow, (r"^\D{2}$", REGEX, 0, 9999)) == 9999


def test_a_pattern_the_engine_no_longer_takes_hurts_nobody_else() -> None:
    assert rule_for("你好", (r"\d(?=x)", REGEX, 0, 1), (r"^\D{2}$", REGEX, 0, 2)) == 2


def test_regexes_too_big_for_a_shelf_are_asked_one_by_one() -> None:
    greedy: list[Row] = [(rf"[a-z]\w{{0,{200 + number}}}\d$", REGEX, 0, number) for number in range(240)]

    assert rule_for("你" + "ab" * 300 + "好", *greedy, (r"^\D+$", REGEX, 0, 9999)) == 9999


_ALPHABET = "ab学學 ，！A１"
_WORDS = st.text(alphabet=_ALPHABET, min_size=1, max_size=5).filter(lambda word: word.strip() != "")
_REGEXES = st.sampled_from(["a+b", "学.", "^A", "[ab]{2}$", "學|b1", r"\d", "，", "(a|学)b?"])
_ROWS = st.lists(
    st.one_of(
        st.tuples(_WORDS, st.sampled_from([EXACT, CONTAINS]), st.integers(-2, 2)),
        st.tuples(_REGEXES, st.just(REGEX), st.integers(-2, 2)),
    ),
    max_size=12,
)

_TEXTS = st.lists(st.text(alphabet=_ALPHABET, max_size=8), min_size=1, max_size=6)


@settings(max_examples=400, deadline=None)
@given(_ROWS, st.text(alphabet=_ALPHABET, max_size=12))
def test_the_winner_is_the_one_a_plain_search_finds(rows: list[tuple[str, str, int]], text: str) -> None:
    numbered = [(word, match, priority, number) for number, (word, match, priority) in enumerate(rows)]

    found = rule_for(text, *numbered)

    assert found == _plainly(numbered, text)


@settings(max_examples=400, deadline=None)
@given(_ROWS, st.lists(st.dictionaries(st.integers(0, 15), _ROWS, max_size=4), max_size=3), _TEXTS)
def test_changed_rules_answer_as_if_all_were_compiled_together(
    rows: list[tuple[str, str, int]], changes: list[dict[int, list[tuple[str, str, int]]]], texts: list[str]
) -> None:
    rules = {number: [(*row, number)] for number, row in enumerate(rows)}
    matcher = Matcher(Keywords(_all(rules)))

    for change in changes:
        changed = {rule: [(*row, rule) for row in now] for rule, now in change.items()}
        matcher = matcher.with_changes(changed.keys(), rows=_all(changed))
        rules |= changed

    whole = Matcher(Keywords(_all(rules)))
    assert [matcher.find(text, patiently=True) for text in texts] == [
        whole.find(text, patiently=True) for text in texts
    ]


def _all(rules: dict[int, list[Row]]) -> list[Row]:
    return [row for _, rows in sorted(rules.items()) for row in rows]


def test_the_next_of_equal_keywords_answers_when_the_first_is_gone() -> None:
    rows: list[Row] = [
        ("党费", EXACT, 0, 1),
        ("黨費", EXACT, 0, 2),
        ("党", CONTAINS, 0, 3),
        ("黨", CONTAINS, 0, 4),
    ]
    matcher = Matcher(Keywords(rows))

    found = [
        matcher.with_changes(gone, rows=[]).find("党费", patiently=True)
        for gone in ({1}, {1, 2}, {1, 2, 3}, {1, 2, 3, 4})
    ]

    assert found == [2, 3, 4, NOT_FOUND]


def test_keywords_of_punctuation_go_with_their_rule() -> None:
    rows: list[Row] = [("？", EXACT, 0, 1), ("!!", CONTAINS, 0, 2)]
    matcher = Matcher(Keywords(rows)).with_changes({1, 2}, rows=[])

    assert [matcher.find(text, patiently=True) for text in ("？", "好!!")] == [NOT_FOUND, NOT_FOUND]


def test_a_changed_rule_keeps_its_place_before_equal_keywords() -> None:
    rows: list[Row] = [
        ("党", CONTAINS, 2, 1),
        ("党", CONTAINS, 0, 2),
        ("党费", EXACT, 2, 3),
        ("党费", EXACT, 0, 4),
    ]
    changed: list[Row] = [("党", CONTAINS, 1, 1), ("党费", EXACT, 1, 3)]
    matcher = Matcher(Keywords(rows)).with_changes({1, 3}, rows=changed)

    assert [matcher.find(text, patiently=True) for text in ("党课", "党费")] == [1, 3]


def test_every_pattern_of_a_rule_is_asked() -> None:
    rows: list[Row] = [("党.", REGEX, 0, 1), ("团.", REGEX, 0, 1)]

    assert [rule_for(text, *rows) for text in ("党费", "团课")] == [1, 1]


def test_hard_questions_ask_for_patience_among_changed_rules_too() -> None:
    rows: list[Row] = [(rf"\d{{{number}}}[a-z]+", REGEX, 0, 1) for number in range(1, 500)]
    matcher = Matcher(Keywords([("别的", EXACT, 0, 2)])).with_changes({1}, rows=rows)

    answers = [matcher.find("我的号码是12ab" * 20, patiently=patiently) for patiently in (False, True)]

    assert answers == [NEEDS_PATIENCE, 1]


def _plainly(rows: list[Row], text: str) -> int | None:
    ranked = sorted(rows, key=lambda row: (-row[2], MATCHES.index(row[1]), row[3]))
    return next((rule for word, match, _, rule in ranked if _matches(word, match, text)), None)


def _matches(word: str, match: str, text: str) -> bool:
    if match == REGEX:
        return compiled(folded(word)).search(regex_text(text)) is not None
    form = normal(word)
    if match == EXACT:
        return normal(text) == form if form else text.strip() == word.strip()
    return form in normal(text) if form else word.strip() in text
