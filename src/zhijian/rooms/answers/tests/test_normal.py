import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijian.rooms.answers.normal import is_blank, normal, regex_text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("兩學一做", "两学一做"),
        (" 两 学，一\u3000做！\n", "两学一做"),
        ("ＡＢＣ～１２", "abc12"),
        ("ﾊﾞｽ", "バス"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("回覆 回復", "回复回复"),
        ("乾坤 乾燥", "干坤干燥"),
        ("臺灣", "台湾"),
        ("❤\ufe0f", "❤"),
        ("C++", "c++"),
        ("👍", "👍"),
        ("？！…", ""),
    ],
)
def test_same_words_have_one_form(written: str, expected: str) -> None:
    assert normal(written) == expected


def test_a_keyword_in_simplified_is_found_in_a_longer_traditional_text() -> None:
    keyword, text = "干坤", "乾坤大挪移"

    assert normal(keyword) in normal(text)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text())
def test_case_width_and_white_space_do_not_matter(text: str) -> None:
    spaced = " \u3000".join(text)

    assert normal(spaced) == normal("\n".join(text))


def test_every_character_rests_after_one_normalisation() -> None:
    assigned = [c for c in map(chr, range(0x10000)) if unicodedata.category(c) not in ("Cn", "Co", "Cs")]

    restless = [c for c in assigned if not "가" <= c <= "힣" and normal(normal(c)) != normal(c)]

    assert restless == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("繳黨費 １００ 元！", "缴党费 100 元!"),
        ("ABC", "ABC"),
        ("①…", "①…"),
        ("\u3000", " "),
    ],
)
def test_regexes_see_width_and_script_folded_only(written: str, expected: str) -> None:
    assert regex_text(written) == expected


@pytest.mark.parametrize("text", ["", " \t\u3000", "\u200b\ufeff", "\ufe0f\u2028"])
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["?", "。", " 1 ", "👍"])
def test_what_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)
