import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijian.rooms.answers.links import Run, linked, runs, wholes

ADDRESS = "https://qinghe.example/read/3f9c"


def test_words_lead_to_their_address() -> None:
    assert linked("小事不小", url=ADDRESS) == f'<a href="{ADDRESS}">小事不小</a>'


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('</a><a href="https://evil.example">来', '＜/a＞＜a href="https://evil.example"＞来'),
        ("三 < 五 & 'x' > \"y\"", "三 ＜ 五 & 'x' ＞ \"y\""),
        ("两行\n一题", "两行 一题"),
        ("", ADDRESS),
    ],
)
def test_a_title_opens_no_tag_and_stays_on_its_line(title: str, shown: str) -> None:
    assert linked(title, url=ADDRESS) == f'<a href="{ADDRESS}">{shown}</a>'


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.example/?a=1&b=2#c", "https://x.example/?a=1&b=2#c"),
        ("""https://x.example/"'<>""", "https://x.example/%22%27%3C%3E"),
        ("https://x.example/a b", "https://x.example/a%20b"),
    ],
)
def test_an_address_holds_no_quote_and_is_otherwise_untouched(address: str, written: str) -> None:
    assert linked("看", url=address) == f'<a href="{written}">看</a>'


@given(st.text(), st.text(min_size=1).filter(str.strip))
def test_whatever_they_hold_there_is_one_link_on_one_line(title: str, address: str) -> None:
    text = linked(title, url=address)

    assert re.fullmatch(r'<a href="[^"\'<>\s]+">[^<>\n\r]+</a>', text)
    assert wholes(text) == [(0, len(text))]


def test_a_text_is_shown_without_its_tags() -> None:
    text = f'先看{linked("读本", url=ADDRESS)}，<b>再看</b><A HREF="{ADDRESS}">大字版</A>。'

    assert list(runs(text)) == [
        Run("先看", is_link=False),
        Run("读本", is_link=True),
        Run("，<b>再看</b>", is_link=False),
        Run("大字版", is_link=True),
        Run("。", is_link=False),
    ]


def test_links_and_addresses_are_whole() -> None:
    text = f"见{linked('读本', url=ADDRESS)}或{ADDRESS}。完"

    assert [text[first:end] for first, end in wholes(text)] == [linked("读本", url=ADDRESS), ADDRESS]
