from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijian.wechat import messages, xml
from zhijian.wechat.events import Click, Event, UnknownEvent
from zhijian.wechat.messages import Image, Link, Location, Message, ShortVideo, Text, Unknown, Video, Voice
from zhijian.wechat.tests.strategies import objects
from zhijian.wechat.tests.texts import xml_texts

HEAD = """<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oMei]]></FromUserName>
<CreateTime>1348831860</CreateTime>"""
COMMON: dict[str, Any] = {"to_user": "gh_1", "from_user": "oMei", "create_time": 1348831860}
KNOWN: list[type[Message]] = [Text, Image, Voice, Video, ShortVideo, Location, Link]


def message_xml(kind: str, rest: str, *, head: str = HEAD) -> str:
    return f"<xml>{head}<MsgType><![CDATA[{kind}]]></MsgType>{rest}</xml>"


@pytest.mark.parametrize("cls", KNOWN)
@settings(max_examples=40)
@given(data=st.data())
def test_message_survives_rendering(cls: type[Message], data: st.DataObject) -> None:
    message = data.draw(objects(cls))

    assert messages.parse(messages.render(message)) == message


@pytest.mark.parametrize(
    ("kind", "rest", "message"),
    [
        ("text", "<Content>两学一做</Content><MsgId>7</MsgId>", Text(**COMMON, msg_id=7, content="两学一做")),
        (
            "text",
            "<Content><![CDATA[ 1 ]]></Content><MsgId>7</MsgId><bizmsgmenuid>101</bizmsgmenuid>"
            "<MsgDataId>2247483687</MsgDataId><Idx>1</Idx>",
            Text(**COMMON, msg_id=7, content=" 1 ", bizmsgmenuid="101", msg_data_id=2247483687, idx=1),
        ),
        (
            "image",
            "<PicUrl>u</PicUrl><MediaId>m</MediaId><MsgId>7</MsgId>",
            Image(**COMMON, msg_id=7, pic_url="u", media_id="m"),
        ),
        (
            "voice",
            "<MediaId>m</MediaId><Format>amr</Format><MsgId>7</MsgId><MediaId16K>k</MediaId16K>",
            Voice(**COMMON, msg_id=7, media_id="m", format="amr", media_id_16k="k"),
        ),
        (
            "video",
            "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId><MsgId>7</MsgId>",
            Video(**COMMON, msg_id=7, media_id="m", thumb_media_id="t"),
        ),
        (
            "shortvideo",
            "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId><MsgId>7</MsgId>",
            ShortVideo(**COMMON, msg_id=7, media_id="m", thumb_media_id="t"),
        ),
        (
            "location",
            "<Location_X>23.134521</Location_X><Location_Y>113.358803</Location_Y><Scale>20</Scale>"
            "<Label>青禾镇</Label><MsgId>7</MsgId>",
            Location(
                **COMMON, msg_id=7, location_x=23.134521, location_y=113.358803, scale=20, label="青禾镇"
            ),
        ),
        (
            "link",
            "<Title>t</Title><Description>d</Description><Url>u</Url><MsgId>7</MsgId>",
            Link(**COMMON, msg_id=7, title="t", description="d", url="u"),
        ),
    ],
)
def test_message_as_documented_is_read(kind: str, rest: str, message: Message) -> None:
    assert messages.parse(message_xml(kind, rest)) == message


def test_unknown_and_missing_optional_elements_change_nothing() -> None:
    rest = "<MediaId>m</MediaId><MsgId>7</MsgId><Future><x>1</x></Future>"

    assert messages.parse(message_xml("voice", rest)) == Voice(**COMMON, msg_id=7, media_id="m")


def test_broken_optional_element_counts_as_missing() -> None:
    rest = "<Content>a</Content><MsgId>7</MsgId><Idx>first</Idx><MsgDataId/>"

    assert messages.parse(message_xml("text", rest)) == Text(**COMMON, msg_id=7, content="a")


@pytest.mark.parametrize(
    "rest",
    [
        "<Content>a</Content>",
        "<MsgId>7</MsgId>",
        "<Content>a</Content><MsgId></MsgId>",
        "<Content>a</Content><MsgId>-7</MsgId>",
        "<Content>a</Content><MsgId>7.0</MsgId>",
        "<Content>a</Content><MsgId>1_0</MsgId>",
        "<Content>a</Content><MsgId>７</MsgId>",
        "<Content>a</Content><MsgId>²</MsgId>",
        "<Content>a</Content><MsgId>9223372036854775808</MsgId>",
        f"<Content>a</Content><MsgId>{'9' * 5000}</MsgId>",
        "<Content>a</Content><MsgId>7</MsgId><MsgId>8</MsgId>",
        "<Content><a>1</a></Content><MsgId>7</MsgId>",
        "<Content>a</Content><Content>b</Content><MsgId>7</MsgId>",
    ],
)
def test_known_type_that_is_broken_is_kept_raw(rest: str) -> None:
    written = message_xml("text", rest)

    assert messages.parse(written) == Unknown(**COMMON, fields=xml.parse(written))


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "1_0", "", "0x1", "north"])
def test_location_that_is_no_number_is_kept_raw(number: str) -> None:
    rest = f"<Location_X>{number}</Location_X><Location_Y>1</Location_Y><MsgId>7</MsgId>"

    assert isinstance(messages.parse(message_xml("location", rest)), Unknown)


def test_unknown_type_is_kept_with_all_its_fields() -> None:
    written = message_xml("hologram", "<Beam><Colour>red</Colour></Beam><MsgId>7</MsgId>")

    message = messages.parse(written)

    assert message == Unknown(**COMMON, fields=xml.parse(written))
    assert (message.msg_type, getattr(message, "msg_id", None)) == ("hologram", 7)


def test_id_of_unknown_message_may_be_missing() -> None:
    message = messages.parse(message_xml("hologram", "<MsgId>x</MsgId>"))

    assert isinstance(message, Unknown)
    assert message.msg_id is None


FIELDS = st.dictionaries(
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True),
    xml_texts()
    | st.lists(xml_texts(), min_size=2, max_size=3)
    | st.dictionaries(st.just("item"), xml_texts(), min_size=1),
    max_size=4,
)


@given(FIELDS, st.sampled_from(["text", "future", "event"]))
def test_raw_messages_survive_rendering(extra: dict[str, xml.Value], kind: str) -> None:
    fields = {**extra, "ToUserName": "gh_1", "FromUserName": "oMei", "CreateTime": "1", "MsgType": kind}
    fields.setdefault("Event", "future")
    try:
        message = messages.from_fields(fields)
    except xml.Malformed:
        assert not isinstance(fields["Event"], str) or fields["Event"] == ""
        return

    assert messages.parse(messages.render(message)) == message


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (HEAD.replace("FromUserName", "Nobody"), "text"),
        (HEAD.replace("ToUserName", "Nobody"), "text"),
        (HEAD.replace("oMei", ""), "text"),
        (HEAD.replace("oMei", "o" * 129), "text"),
        (HEAD.replace("1348831860", "yesterday"), "text"),
        (HEAD.replace("1348831860", "253402300800"), "future"),
        (HEAD.replace("1348831860", "9" * 20_000), "text"),
        (HEAD + "<FromUserName>oBo</FromUserName>", "text"),
        (HEAD + "<MsgType>text</MsgType>", "text"),
        (HEAD, ""),
        (HEAD, "t" * 65),
        (HEAD.replace("oMei", ""), "event"),
        (HEAD, "event"),
        (HEAD + "<Event></Event>", "event"),
        (HEAD + f"<Event>{'e' * 65}</Event>", "event"),
        (HEAD + "<Event>a</Event><Event>b</Event>", "event"),
        (HEAD.replace("1348831860", "-1") + "<Event>CLICK</Event>", "event"),
    ],
)
def test_without_its_address_or_kind_it_is_malformed(head: str, kind: str) -> None:
    with pytest.raises(xml.Malformed) as refused:
        messages.parse(message_xml(kind, "<Content>a</Content><MsgId>7</MsgId>", head=head))

    assert (refused.value.__cause__, refused.value.__context__, "oMei" in str(refused.value)) == (
        None,
        None,
        False,
    )


def test_message_without_kind_is_malformed() -> None:
    with pytest.raises(xml.Malformed):
        messages.parse(f"<xml>{HEAD}</xml>")


PIECES = st.lists(
    st.sampled_from(
        [
            HEAD,
            "<MsgType>text</MsgType>",
            "<MsgType>event</MsgType>",
            "<Event>SCAN</Event>",
            "<MsgId>7</MsgId>",
        ]
    )
    | st.sampled_from(
        ["<Content>", "</Content>", "<a>", "</a>", "<![CDATA[", "]]>", "9" * 30, "<Event/>", "\x00"]
    )
    | st.sampled_from(
        [
            "<Event>PUBLISHJOBFINISH</Event>",
            "<PublishEventInfo>",
            "</PublishEventInfo>",
            "<fail_idx>x</fail_idx>",
        ]
    ),
    max_size=12,
)


@given(PIECES)
def test_no_xml_raises_anything_but_malformed(pieces: list[str]) -> None:
    try:
        message = messages.parse(f"<xml>{''.join(pieces)}</xml>")
    except xml.Malformed:
        return
    assert isinstance(message, Message | Unknown | Event)


def test_message_prints_without_openid_and_words() -> None:
    shown = [
        repr(Text(**COMMON, msg_id=7, content="秘密")),
        repr(Unknown(**COMMON, fields={"Content": "秘密"})),
        repr(Click(**COMMON, event_key="秘密")),
    ]

    assert shown == [
        "<Text create_time=1348831860>",
        "<Unknown create_time=1348831860>",
        "<Click create_time=1348831860>",
    ]


def test_messages_can_be_kept_in_sets() -> None:
    text = Text(**COMMON, msg_id=7, content="a")
    unknown = Unknown(**COMMON, fields={"MsgType": "x"})

    assert len({text, unknown, Text(**COMMON, msg_id=7, content="a")}) == 2


def key_of(written: str) -> str:
    return messages.dedupe_key(xml.parse(written))


def test_message_is_told_apart_by_its_id() -> None:
    first = message_xml("text", "<Content>a</Content><MsgId>23456789012345678</MsgId>")

    assert key_of(first) == "m:23456789012345678"


def test_event_is_told_apart_by_second_kind_and_all_its_fields() -> None:
    click = message_xml("event", "<Event>CLICK</Event><EventKey>a</EventKey>")
    moved = f"<xml><MsgType>event</MsgType><EventKey>a</EventKey>{HEAD}<Event>CLICK</Event></xml>"
    other = click.replace("<EventKey>a", "<EventKey>b")

    kind, second, event, digest = key_of(click).split(":")

    assert (kind, second, event, len(digest)) == ("e", "1348831860", "CLICK", 64)
    assert (key_of(moved) == key_of(click), key_of(other) == key_of(click)) == (True, False)


def test_two_job_results_in_one_second_are_two() -> None:
    results = {
        key_of(message_xml("event", f"<Event>TEMPLATESENDJOBFINISH</Event><MsgID>{n}</MsgID>"))
        for n in (1, 2)
    }

    assert len(results) == 2


@pytest.mark.parametrize("number", ["", "x", "9" * 30_000])
def test_message_with_broken_id_is_told_apart_by_its_fields(number: str) -> None:
    key = key_of(message_xml("text", f"<Content>a</Content><MsgId>{number}</MsgId>"))

    assert (key[:13], len(key)) == ("e:1348831860:", 78)


def test_key_stays_short_whatever_the_fields() -> None:
    key = messages.dedupe_key({"MsgType": "event", "CreateTime": "1" * 30_000, "Event": "e" * 30_000})

    assert len(key) == 196


def test_event_with_a_message_id_is_still_an_event() -> None:
    assert key_of(message_xml("event", "<Event>CLICK</Event><MsgId>7</MsgId>")).startswith("e:")


def test_unknown_event_is_an_event() -> None:
    written = message_xml("event", "<Event>user_get_card</Event><CardId>c</CardId><EventKey>k</EventKey>")

    event = messages.parse(written)

    assert event == UnknownEvent(**COMMON, event_key="k", fields=xml.parse(written))
    assert (event.msg_type, getattr(event, "event", "")) == ("event", "user_get_card")
