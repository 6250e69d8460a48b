from typing import Any

import pytest
import wechatpy.replies
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.replies import BaseReply

from zhijian.wechat import replies, xml
from zhijian.wechat.replies import (
    Addressed,
    Article,
    ImageReply,
    MusicReply,
    NewsReply,
    Reply,
    TextReply,
    TransferBizAiIvr,
    TransferCustomerService,
    VideoReply,
    VoiceReply,
)
from zhijian.wechat.tests.texts import xml_texts

TEXTS = xml_texts()
REPLIES: list[st.SearchStrategy[Any]] = [
    st.builds(TextReply, TEXTS),
    st.builds(ImageReply, TEXTS),
    st.builds(VoiceReply, TEXTS),
    st.builds(VideoReply, media_id=TEXTS, title=TEXTS, description=TEXTS),
    st.builds(
        MusicReply,
        thumb_media_id=TEXTS,
        title=TEXTS,
        description=TEXTS,
        music_url=TEXTS,
        hq_music_url=TEXTS,
    ),
    st.builds(
        lambda article: NewsReply((article,)),
        st.builds(Article, title=TEXTS, url=TEXTS, description=TEXTS, pic_url=TEXTS),
    ),
    st.builds(TransferCustomerService, kf_account=TEXTS),
    st.just(TransferBizAiIvr()),
]
EXAMPLES: list[tuple[Reply, str]] = [
    (TextReply("答"), "<MsgType>text</MsgType><Content>答</Content>"),
    (ImageReply("m"), "<MsgType>image</MsgType><Image><MediaId>m</MediaId></Image>"),
    (VoiceReply("m"), "<MsgType>voice</MsgType><Voice><MediaId>m</MediaId></Voice>"),
    (
        VideoReply(media_id="m", title="t"),
        "<MsgType>video</MsgType><Video><MediaId>m</MediaId><Title>t</Title></Video>",
    ),
    (
        MusicReply(thumb_media_id="m", hq_music_url="h"),
        "<MsgType>music</MsgType><Music><ThumbMediaId>m</ThumbMediaId><HQMusicUrl>h</HQMusicUrl></Music>",
    ),
    (
        NewsReply((Article(title="t", url="u", description="d", pic_url="p"),)),
        "<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>t</Title>"
        "<Description>d</Description><PicUrl>p</PicUrl><Url>u</Url></item></Articles>",
    ),
    (TransferCustomerService(), "<MsgType>transfer_customer_service</MsgType>"),
    (
        TransferCustomerService(kf_account="a@gh"),
        "<MsgType>transfer_customer_service</MsgType><TransInfo><KfAccount>a@gh</KfAccount></TransInfo>",
    ),
    (TransferBizAiIvr(), "<MsgType>transfer_biz_ai_ivr</MsgType>"),
]


def reply_xml(body: str) -> str:
    head = "<ToUserName>oMei</ToUserName><FromUserName>gh_1</FromUserName><CreateTime>1348831860</CreateTime>"
    return f"<xml>{head}{body}</xml>"


@pytest.mark.parametrize("strategy", REPLIES)
@given(data=st.data(), to_user=TEXTS, from_user=TEXTS, create_time=st.integers(0, 2**40))
def test_reply_survives_rendering(
    strategy: st.SearchStrategy[Any], data: st.DataObject, to_user: str, from_user: str, create_time: int
) -> None:
    reply = data.draw(strategy)

    rendered = replies.render(reply, to_user=to_user, from_user=from_user, create_time=create_time)

    assert replies.read(rendered) == Addressed(
        reply=reply, to_user=to_user, from_user=from_user, create_time=create_time
    )


@pytest.mark.parametrize(("reply", "body"), EXAMPLES)
def test_reply_is_written_as_documented(reply: Reply, body: str) -> None:
    rendered = replies.render(reply, to_user="oMei", from_user="gh_1", create_time=1348831860)

    assert xml.parse(rendered) == xml.parse(reply_xml(body))


@pytest.mark.parametrize(("reply", "body"), EXAMPLES)
def test_reply_as_documented_is_read(reply: Reply, body: str) -> None:
    assert replies.parse(reply_xml(body)) == reply


@pytest.mark.parametrize(
    "data",
    [
        "success",
        b"{}",
        "<xml></xml>",
        reply_xml("<MsgType>text</MsgType>"),
        reply_xml("<MsgType>hologram</MsgType>"),
        reply_xml("<MsgType>image</MsgType><MediaId>m</MediaId>"),
        reply_xml("<MsgType>image</MsgType><Image>m</Image>"),
        reply_xml("<MsgType>video</MsgType><Video><Title>t</Title></Video>"),
        reply_xml("<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles></Articles>"),
        reply_xml(
            "<MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles><item><Title>t</Title></item></Articles>"
        ),
        reply_xml(
            "<MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles><item><Title>t</Title></item>"
            "<item><Title>t</Title></item></Articles>"
        ),
        reply_xml("<MsgType>transfer_customer_service</MsgType><TransInfo></TransInfo>"),
        reply_xml("<MsgType>text</MsgType><Content>a</Content>").replace("1348831860", "now"),
        reply_xml("<MsgType>text</MsgType><Content>a</Content>").replace("ToUserName", "Whom"),
    ],
)
def test_what_is_no_reply_is_malformed(data: bytes | str) -> None:
    with pytest.raises(xml.Malformed) as refused:
        replies.parse(data)

    assert (refused.value.__cause__, refused.value.__context__) == (None, None)


@pytest.mark.parametrize("count", [0, 2])
def test_news_has_exactly_one_article(count: int) -> None:
    with pytest.raises(ValueError, match="exactly one article"):
        NewsReply((Article(title="t", url="u"),) * count)


def test_control_characters_never_spoil_a_reply() -> None:
    rendered = replies.render(TextReply("a\x00\x0b\ud800b"), to_user="o", from_user="g", create_time=1)

    assert replies.parse(rendered) == TextReply("ab")


THEIRS: list[tuple[BaseReply, Reply]] = [
    (wechatpy.replies.TextReply(content="<b>]]&</b>"), TextReply("<b>]]&</b>")),
    (wechatpy.replies.ImageReply(media_id="m"), ImageReply("m")),
    (wechatpy.replies.VoiceReply(media_id="m"), VoiceReply("m")),
    (
        wechatpy.replies.VideoReply(media_id="m", title="t", description="d"),
        VideoReply(media_id="m", title="t", description="d"),
    ),
    (
        wechatpy.replies.MusicReply(
            thumb_media_id="m", title="t", description="d", music_url="u", hq_music_url="h"
        ),
        MusicReply(thumb_media_id="m", title="t", description="d", music_url="u", hq_music_url="h"),
    ),
    (
        wechatpy.replies.ArticlesReply(
            articles=[{"title": "t", "description": "d", "image": "p", "url": "u"}]
        ),
        NewsReply((Article(title="t", url="u", description="d", pic_url="p"),)),
    ),
    (wechatpy.replies.TransferCustomerServiceReply(), TransferCustomerService()),
]


@pytest.mark.parametrize(("theirs", "ours"), THEIRS)
def test_replies_written_by_wechatpy_are_read(theirs: BaseReply, ours: Reply) -> None:
    theirs.source, theirs.target, theirs.time = "gh_1", "oMei", 1348831860

    assert replies.read(theirs.render()) == Addressed(
        reply=ours, to_user="oMei", from_user="gh_1", create_time=1348831860
    )
