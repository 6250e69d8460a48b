import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijian.rooms.answers.folding import cut, folded, size_bytes
from zhijian.rooms.answers.parts import Card, Media, Text, Unit

PAGE = "https://qinghe.example/read/r0123456789abcd"
ALL_OF_IT = f'\n<a href="{PAGE}">看全部内容</a>'


def test_a_text_that_fits_is_not_touched() -> None:
    assert cut("两句话。都在。", most_bytes=21) == "两句话。都在。"


def test_a_cut_falls_after_a_sentence() -> None:
    assert cut("第一句。第二句！“第三句？”第四句很长很长", most_bytes=50) == "第一句。第二句！“第三句？”"


def test_without_a_sentence_end_the_cut_says_so() -> None:
    assert cut("没有句号的一大段", most_bytes=16) == "没有句号…"


def test_a_sentence_end_right_at_the_start_is_no_place_to_cut() -> None:
    assert cut("好。" + "长" * 100, most_bytes=60) == "好。" + "长" * 17 + "…"


def test_an_address_is_never_cut_in_two() -> None:
    assert cut("见 https://qinghe.example/very/long/address", most_bytes=30) == "见…"
    assert (
        cut("先看 https://qinghe.example/?page=3 再看", most_bytes=42)
        == "先看 https://qinghe.example/?page=3…"
    )


@pytest.mark.parametrize("most_bytes", range(6, 60))
def test_a_link_is_never_cut_in_two(most_bytes: int) -> None:
    link = '<a href="https://q.example/?a=1">看！看。</a>'

    assert cut(f"见{link}以及更多更多更多", most_bytes=most_bytes) in ("见…", f"见{link}…", f"见{link}以…")


def test_sentence_ends_inside_a_link_are_no_place_to_cut() -> None:
    link = '<a href="https://q.example/?a=1">看！看。</a>'

    assert cut(f"第一句。{link}{'长' * 100}", most_bytes=100) == "第一句。" + link + "长" * 12 + "…"


@pytest.mark.parametrize("link_count", [0, 1, 5, 19])
@pytest.mark.parametrize("word", ["学", "a", "学习。", "a\n"])
def test_the_fullest_fold_still_fits(word: str, link_count: int) -> None:
    links = [
        Card(title="题" * 64, url=f"https://qinghe.example/read/{number}") for number in range(link_count)
    ]

    text = folded([Text(word * 3000), *links], page_url=PAGE)

    assert (size_bytes(text) <= 2048, text.endswith(ALL_OF_IT)) == (True, True)


_UNITS: st.SearchStrategy[Unit] = st.one_of(
    st.text(alphabet="学习。！a \n", min_size=1, max_size=900).map(Text),
    st.builds(Card, title=st.text(alphabet="题", max_size=30), url=st.just("https://x.example/read/abcdef")),
    st.builds(
        Media,
        item_id=st.just(1),
        kind=st.just("image"),
        title=st.just("图"),
        url=st.just("https://x.example/i"),
    ),
)


@given(st.lists(_UNITS, min_size=1, max_size=20))
def test_folded_text_holds_everything_or_ends_with_the_page(units: list[Unit]) -> None:
    text = folded(units, page_url=PAGE)

    words = [unit.content for unit in units if isinstance(unit, Text)]
    addresses = [unit.url for unit in units if isinstance(unit, Card | Media)]
    holds_everything = all(piece in text for piece in [*words, *addresses])
    assert (size_bytes(text) <= 2048, holds_everything or text.endswith(ALL_OF_IT)) == (True, True)
    assert text.count("<a ") == text.count("</a>")
