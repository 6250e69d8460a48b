import pytest

from zhijian.rooms.answers.errors import RegexLooksAround, RegexRefersBack, RegexRefused
from zhijian.rooms.answers.normal import regex_text
from zhijian.rooms.answers.patterns import check, compiled, folded


@pytest.mark.parametrize("pattern", ["a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", "党(?=费)"])
def test_look_around_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(RegexLooksAround) as caught:
        check(pattern)

    assert (caught.value.field, caught.value.code) == ("keyword", "regex-look-around")


@pytest.mark.parametrize("pattern", [r"(a)\1", r"(?P<n>a)(?P=n)", r"(?P<n>a)\k<n>"])
def test_back_references_are_refused_by_name(pattern: str) -> None:
    with pytest.raises(RegexRefersBack) as caught:
        check(pattern)

    assert (caught.value.field, caught.value.code) == ("keyword", "regex-back-reference")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "少一个右括号，在“(”"),
        ("好)", "多一个右括号，在“好)”"),
        ("[", "少一个右方括号，在“[”"),
        ("*费", "前面没有可以重复的东西，在“*”"),
        ("a**", "重复了两回，在“**”"),
        ("x{2000}", "重复的次数不对，最多 1000，在“{2000}”"),
        ("费\\", "末尾多一个 \\"),
        (r"\y", r"不认得的 \ 写法，在“\y”"),
        ("[乙-丙-甲]", "方括号里的范围不对，在“乙-丙”"),
        ("(?<名", "名字没写完，在“(?<名”"),
        ("(?z)", "不认得的 (? 写法，在“(?z”"),
        (r"(\pL{1000}\pL{1000}){1}" * 4, "太长或太复杂"),
    ],
)
def test_a_bad_regex_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(RegexRefused) as caught:
        check(pattern)

    assert caught.value.reason == reason


def test_quoted_look_around_is_plain_text() -> None:
    check(r"\Q(?=\E")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("繳黨費", "缴党费"),
        ("缴党费", "請問怎麼繳黨費"),
        ("ABC", "ａｂｃ"),
        (r"\d+ 元", "１００\u3000元"),
        (r"[\u4e00-\u9fa5]{2}", "黨費"),
        ("[繳交]费", "缴费"),
        ("[一-龥]{4}", "兩學一做"),
        ("（内部）", "(内部)"),
        (r"[）]$", "好)"),
        (r"\S党", "入党"),
        ("(?P<什么>党)费", "党费"),
    ],
)
def test_patterns_are_folded_like_the_text(pattern: str, text: str) -> None:
    check(pattern)

    assert compiled(folded(pattern)).search(regex_text(text))


def test_ends_of_ranges_are_not_folded() -> None:
    check("[乾-乿]")  # 乾 folds to 干, which stands far behind 乿

    assert folded("[乾-乿]乾") == "[乾-乿]干"


def test_a_wide_bracket_is_a_character_not_a_group() -> None:
    assert not compiled(folded("（党）费")).search(regex_text("党费"))
