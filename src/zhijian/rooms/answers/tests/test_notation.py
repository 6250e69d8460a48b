import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijian.rooms.answers.normal import is_blank
from zhijian.rooms.answers.notation import ItemMark, WrittenPart, read, written


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("读本在这里", ["读本在这里"]),
        ("第一行\r\n第二行", ["第一行\n第二行"]),
        ("一\n@next\n二", ["一", "二"]),
        ("请看：\n@item:abc\n@item:def", ["请看：", ItemMark("abc"), ItemMark("def")]),
        ("@item:abc\n\n@item:def", [ItemMark("abc"), ItemMark("def")]),
        ("@item:abc\n@next\n二", [ItemMark("abc"), "二"]),
        ("@所有人 开会", ["@所有人 开会"]),
        ("@@next", ["@next"]),
        ("@@@item:abc", ["@@item:abc"]),
        ("@ next", ["@ next"]),
        ("", []),
        (" \n", []),
    ],
)
def test_a_cell_is_read_as_parts(cell: str, parts: list[WrittenPart]) -> None:
    assert read(cell) == parts


_LINES = st.one_of(
    st.text(alphabet="@字 ,\"'", max_size=6), st.sampled_from(["@next", "@@next", "@item:a", "@@item:b", ""])
)
_TEXTS = st.lists(_LINES, min_size=1, max_size=4).map("\n".join).filter(lambda text: not is_blank(text))
_PARTS = st.lists(
    st.one_of(_TEXTS, st.from_regex(r"[0-9a-z]{1,8}", fullmatch=True).map(ItemMark)), max_size=5
)


@given(_PARTS)
def test_what_is_written_reads_the_same(parts: list[WrittenPart]) -> None:
    assert read(written(parts)) == parts
