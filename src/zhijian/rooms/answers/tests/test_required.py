import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from zhijian.rooms.answers.normal import regex_text
from zhijian.rooms.answers.patterns import compiled
from zhijian.rooms.answers.required import required_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("党费", {"党费"}),
        ("^怎么.*入党$", {"怎么"}),
        ("怎么?入党", {"入党"}),
        ("入党(申请)?", {"入党"}),
        ("缴党费|交党费", {"缴党费", "交党费"}),
        ("(缴|交)党费", {"党费"}),
        ("(?:如何|怎么样).{0,3}(?P<what>报名|参加)", {"如何", "怎么样"}),
        ("ABC+d", {"abc"}),
        (r"1\.5", {"1.5"}),
        ("(入党){2,}", {"入党"}),
    ],
)
def test_literal_words_are_required(pattern: str, words: set[str]) -> None:
    assert required_words(pattern) == frozenset(words)


@pytest.mark.parametrize(
    "pattern",
    [r"\d+", ".*", "党?", "党|", "(党)?", "党{0,3}", "[党费]", "", "党费|.", r"\x{4e00}", r"\Q党\E", "(?i)"],
)
def test_what_may_be_absent_is_not_required(pattern: str) -> None:
    assert required_words(pattern) is None


_ATOMS = st.sampled_from(
    ["党", "费", "a", "B", "ß", "k", ".", "[ab]", "[^a]", r"\d", r"\.", "^", "$", r"\b", "(?i)"]
)
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map("({})".format),
        inner.map("(?:{})".format),
        st.tuples(
            inner.map("(?:{})".format), st.sampled_from(["*", "+", "?", "{0,2}", "{1,2}", "{2}", "+?"])
        ).map("".join),
    ),
    max_leaves=8,
)


@given(_PATTERNS, st.text(alphabet="党费aAbBßſKk.1 \n", max_size=8))
def test_no_text_matches_without_a_required_word(pattern: str, text: str) -> None:
    words = required_words(pattern)
    try:
        matches = compiled(pattern).search(regex_text(text)) is not None
    except re2.error:
        return

    seen = regex_text(text).casefold()
    assert not matches or words is None or any(word in seen for word in words)
