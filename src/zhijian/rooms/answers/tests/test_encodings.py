import pytest

from zhijian.rooms.answers.encodings import text_of
from zhijian.rooms.answers.errors import ImportRefused

TEXT = "keyword,match,reply\r\n两学一做,exact,请点开看学习资料\r\n组织关系,contains,带上身份证到镇党政办\r\n"
TRADITIONAL = (
    "keyword,match,reply\n兩學一做,exact,青禾鎮黨委學習資料，請點開看。帶上身份證到鎮黨政辦二樓登記。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_usual_encodings_are_read_rightly(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding)) == TEXT


def test_traditional_text_in_gbk_is_read_rightly() -> None:
    assert text_of(TRADITIONAL.encode("gbk")) == TRADITIONAL


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (b"PK\x03\x04....", "xlsx"),
        (b"\xd0\xcf\x11\xe0....", "xls"),
        (TRADITIONAL.encode("big5"), "认不出"),
        ("keyword,match,reply\ncafé,exact,très bien\n".encode("latin-1"), "第 2 行"),
        (TEXT.encode()[:-30] + b"\xff" + TEXT.encode()[-30:], "UTF-8，但第 3 行"),
        (b"keyword,match,reply\na,exact,\xff\xff\n", "第 2 行"),
    ],
)
def test_other_encodings_are_refused_by_name(data: bytes, named: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        text_of(data)

    assert named in str(caught.value)
