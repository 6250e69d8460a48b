import time
from contextlib import suppress

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from zhijian.wechat import xml
from zhijian.wechat.tests.texts import xml_texts

FLAT = b"""<xml>
  <ToUserName><![CDATA[gh_1]]></ToUserName>
  <CreateTime> 1348831860 </CreateTime>
  <Content><![CDATA[ \n]] <b> \xe5\xad\xa6 ]]></Content>
  <EventKey></EventKey>
</xml>
"""


def refusal_of(data: bytes | str) -> str:
    with pytest.raises(xml.Malformed) as refused:
        xml.parse(data)
    assert (refused.value.__cause__, refused.value.__context__) == (None, None)
    return str(refused.value)


def test_flat_message_becomes_its_fields() -> None:
    assert xml.parse(FLAT) == {
        "ToUserName": "gh_1",
        "CreateTime": "1348831860",
        "Content": " \n]] <b> 学 ",
        "EventKey": "",
    }


@pytest.mark.parametrize(
    ("inner", "value"),
    [
        ("<a> x y </a>", "x y"),
        ("<a> <![CDATA[ x ]]> </a>", " x "),
        ("<a><![CDATA[x]]]]><![CDATA[>y]]></a>", "x]]>y"),
        ("<a><![CDATA[x]]>\n<![CDATA[y]]></a>", "xy"),
        ("<a>x <![CDATA[y]]></a>", "x y"),
        ("<a><![CDATA[x]]>&#13;<![CDATA[\ny]]></a>", "x\r\ny"),
        ("<a>x\r\ny\rz</a>", "x\ny\nz"),
        ("<a><![CDATA[x\r\ny]]></a>", "x\ny"),
        ("<a>&lt;&amp;&gt;&quot;&apos;&#20826;</a>", "<&>\"'党"),
        ("<a b='1'>x</a>", "x"),
        ("<a>x<!-- y -->z</a>", "xz"),
        ("<a/>", ""),
        ("<a>x</a><a>y</a>", ["x", "y"]),
        ("<a>x</a><a>y</a><a>z</a>", ["x", "y", "z"]),
        ("<a>\n<b>1</b>\n<b>2</b><c/>\n</a>", {"b": ["1", "2"], "c": ""}),
        ("<a><b><b>1</b></b></a>", {"b": {"b": "1"}}),
    ],
)
def test_legal_but_unusual_forms_are_read(inner: str, value: xml.Value) -> None:
    assert xml.parse(f"<xml>{inner}</xml>") == {"a": value}


@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="GBK"?>', "\ufeff", "\n", "<!-- - -->"])
def test_something_legal_before_the_message_is_passed_over(head: str) -> None:
    assert xml.parse(f"{head}<xml><a>党</a></xml>") == {"a": "党"}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "not well-formed"),
        (b"success", "not well-formed"),
        (b"{}", "not well-formed"),
        (b"<xml>", "not well-formed"),
        (b"<xml><a>1</b></xml>", "not well-formed"),
        (b"<xml><a><![CDATA[x]]></b><c><![CDATA[y]]></a></xml>", "not well-formed"),
        (b"<xml></xml><xml></xml>", "not well-formed"),
        (b"<xml></xml>x", "not well-formed"),
        (b"<xml><a>]]></a></xml>", "not well-formed"),
        (b"<xml><a>&nbsp;</a></xml>", "not well-formed"),
        (b"<xml><a>&#0;</a></xml>", "not well-formed"),
        (b"<xml><a>\x00</a></xml>", "not text"),
        (b"<xml><a><![CDATA[\x08]]></a></xml>", "not well-formed"),
        (b"<xml><a>\xff</a></xml>", "not text"),
        (b"<xml><a>\xed\xa0\x80</a></xml>", "not text"),
        ("<xml><a>\uffff</a></xml>".encode(), "not well-formed"),
        ("<xml><a>党</a></xml>".encode("utf-16"), "not text"),
        ("<xml><a>a</a></xml>".encode("utf-16-be"), "not text"),
        ("<xml><a>\ud800</a></xml>", "not text"),
        (b"<html><a>1</a></html>", "the outermost element is not <xml>"),
        (b"<xml>text</xml>", "text instead of elements"),
        (b"<xml>text<a>1</a></xml>", "text beside elements"),
        (b"<xml><a>text<b>1</b></a></xml>", "text beside elements"),
        (b"<!DOCTYPE xml><xml><a>1</a></xml>", "a document type"),
        (b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><a>&a;</a></xml>', "a document type"),
        (b'<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml></xml>', "a document type"),
        (b"<?php ?><xml></xml>", "a processing instruction"),
        (b"<xml><?php ?></xml>", "a processing instruction"),
        (b"<xml>" + b"<a>" * 8 + b"</a>" * 8 + b"</xml>", "deeper than eight elements"),
        (b"<a>" * 200_000, "larger than 64 KiB"),
        (b"<xml>" * 10_000, "deeper than eight elements"),
        (b"<xml>" + b"<a/>" * 1025 + b"</xml>", "too many elements"),
        (b"<xml>" + b"".join(b"<a%d></a%d>" % (n, n) for n in range(1025)) + b"</xml>", "too many elements"),
        (b"<xml>" + b" " * 65536 + b"</xml>", "larger than 64 KiB"),
        ("<xml><a>" + "党" * 22_000 + "</a></xml>", "larger than 64 KiB"),
    ],
)
def test_anything_else_is_refused_by_its_rule(data: bytes | str, rule: str) -> None:
    assert refusal_of(data) == rule


def test_limits_themselves_are_allowed() -> None:
    deep = b"<xml>" + b"<a>" * 7 + b"</a>" * 7 + b"</xml>"
    wide = b"<xml>" + b"<a/>" * 1024 + b"</xml>"
    large = b"<xml><a>" + b"x" * (65536 - 18) + b"</a></xml>"

    sizes = (depth(xml.parse(deep)), len(xml.parse(wide)["a"]), len(xml.parse(large)["a"]))

    assert sizes == (8, 1024, 65518)


@pytest.mark.parametrize(
    "piece",
    [
        b"<a><![CDATA[",
        b"<a><![CDATA[]]>",
        b"<a>x</a>",
        b"]]>",
        b"<",
        b"&",
        b"\n",
        b"<a>\n",
        b"]]> \n",
        b"<a b=''>",
    ],
)
@pytest.mark.parametrize("start", [b"", b"<xml>", b"<xml><a><![CDATA["])
def test_time_grows_no_faster_than_size(start: bytes, piece: bytes) -> None:
    data = start + piece * ((65536 - len(start)) // len(piece))

    began = time.process_time()
    with suppress(xml.Malformed):
        xml.parse(data)

    assert time.process_time() - began < 0.05


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_no_bytes_raise_anything_but_malformed(data: bytes | str) -> None:
    with suppress(xml.Malformed):
        xml.parse(data)


@given(xml_texts())
@example("]]>")
@example("\r\n]]\r>\r")
@example(" \t\n")
@example("\r")
def test_text_survives_rendering(text: str) -> None:
    assert xml.parse(f"<xml><a>{xml.cdata(text)}</a></xml>") == {"a": text}


@given(st.text(st.characters(exclude_categories=[])))
def test_what_xml_cannot_carry_is_left_out(text: str) -> None:
    carried = "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )

    assert xml.parse(f"<xml><a>{xml.cdata(text)}</a></xml>") == {"a": carried}


NAMES = st.sampled_from(["a", "b", "Content", "x_1", "xml"])
PIECES = st.lists(
    st.sampled_from(
        [
            "<xml>",
            "</xml>",
            "<a>",
            "</a>",
            "<b>",
            "</b>",
            "<![CDATA[",
            "]]>",
            "]]",
            ">",
            "&#13;",
            "&amp;",
            "&",
            "\r",
        ]
    )
    | st.sampled_from(
        ["\n", " ", "党", "\ufffe", "x", "<a/>", "<a><![CDATA[x]]></a>", "<b>1</b>", "\x01", "/", "<"]
    ),
    max_size=14,
)


@given(PIECES, st.booleans())
def test_quick_reader_agrees_with_expat(pieces: list[str], wrapped: bool) -> None:
    text = "".join(pieces)
    data = (f"<xml>{text}</xml>" if wrapped else text).encode()

    quick = xml._parse_flat(data, data.decode())

    assert quick is None or quick == xml._parse_with_expat(data)


@given(st.dictionaries(NAMES, xml_texts()), st.sampled_from(["", "\n", " \t"]))
def test_quick_reader_reads_flat_messages_as_expat_does(fields: dict[str, str], between: str) -> None:
    rendered = "".join(f"<{k}>{between}{xml.cdata(v)}</{k}>{between}" for k, v in fields.items())
    data = f"<xml>{between}{rendered}</xml>".encode()

    quick = xml._parse_flat(data, data.decode())

    assert (xml._parse_with_expat(data), quick or fields) == (fields, fields)


FIELDS: st.SearchStrategy[dict[str, xml.Value]] = st.dictionaries(
    NAMES,
    st.recursive(
        xml_texts(),
        lambda inner: (
            st.dictionaries(NAMES, inner, min_size=1)
            | st.lists(inner.filter(lambda v: not isinstance(v, list)), min_size=2, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@given(FIELDS)
def test_nested_fields_survive_rendering(fields: dict[str, xml.Value]) -> None:
    assume(depth(fields) <= xml.MAX_DEPTH)

    assert xml.parse(xml.render(fields)) == fields


def depth(value: xml.Value) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return max(map(depth, value)) if isinstance(value, list) else 1
