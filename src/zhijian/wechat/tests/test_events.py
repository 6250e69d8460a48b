from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijian.wechat import events, messages, xml
from zhijian.wechat.events import (
    ArticleDetail,
    ArticleResult,
    ArticleUrl,
    ArticleUrlResult,
    CopyrightCheckResult,
    CopyrightItem,
    Event,
    KfSwitchSession,
    LocationReport,
    LocationSelect,
    MassSendJobFinish,
    PicPhotoOrAlbum,
    Picture,
    PublishEventInfo,
    PublishJobFinish,
    QualificationVerifyFail,
    Scan,
    ScanCodeInfo,
    ScancodeWaitmsg,
    SendLocationInfo,
    SendPicsInfo,
    Subscribe,
    SubscribeMsgChoice,
    SubscribeMsgPopup,
    SubscribeMsgReport,
    SubscribeMsgSent,
    UnknownEvent,
    UserAuthorizationRevoke,
    ViewMiniprogram,
)
from zhijian.wechat.tests.strategies import objects

COMMON: dict[str, Any] = {"to_user": "gh_1", "from_user": "oMei", "create_time": 1348831860}


def event_xml(name: str, rest: str = "") -> str:
    return (
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>oMei</FromUserName><CreateTime>1348831860</CreateTime>"
        f"<MsgType>event</MsgType><Event>{name}</Event>{rest}</xml>"
    )


@pytest.mark.parametrize("cls", events.KNOWN)
@settings(max_examples=40)
@given(data=st.data())
def test_event_survives_rendering(cls: type[Event], data: st.DataObject) -> None:
    event = data.draw(objects(cls))

    assert messages.parse(messages.render(event)) == event


def test_every_event_knows_its_names() -> None:
    named = [(scan := Scan(**COMMON, event_key="hall")).msg_type, scan.event, scan.scene]

    assert named == ["event", "SCAN", "hall"]


def test_names_of_events_are_the_platforms() -> None:
    assert [cls.EVENT for cls in events.KNOWN] == [
        "subscribe",
        "unsubscribe",
        "SCAN",
        "LOCATION",
        "CLICK",
        "VIEW",
        "view_miniprogram",
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select",
        "MASSSENDJOBFINISH",
        "TEMPLATESENDJOBFINISH",
        "PUBLISHJOBFINISH",
        "subscribe_msg_popup_event",
        "subscribe_msg_change_event",
        "subscribe_msg_sent_event",
        "user_info_modified",
        "user_authorization_revoke",
        "user_authorization_cancellation",
        "kf_create_session",
        "kf_close_session",
        "kf_switch_session",
        "qualification_verify_success",
        "qualification_verify_fail",
        "naming_verify_success",
        "naming_verify_fail",
        "annual_renew",
        "verify_expired",
    ]


@pytest.mark.parametrize(
    ("name", "rest", "event"),
    [
        (
            "subscribe",
            "<EventKey><![CDATA[qrscene_hall]]></EventKey><Ticket>T</Ticket>",
            Subscribe(**COMMON, event_key="qrscene_hall", ticket="T"),
        ),
        ("subscribe", "", Subscribe(**COMMON)),
        ("SCAN", "<EventKey>hall</EventKey>", Scan(**COMMON, event_key="hall")),
        (
            "LOCATION",
            "<Latitude>23.137466</Latitude><Longitude>113.352425</Longitude><Precision>119.385040</Precision>",
            LocationReport(**COMMON, latitude=23.137466, longitude=113.352425, precision=119.38504),
        ),
        (
            "view_miniprogram",
            "<EventKey>pages/index</EventKey><MenuId>418</MenuId>",
            ViewMiniprogram(**COMMON, event_key="pages/index", menu_id="418"),
        ),
        (
            "scancode_waitmsg",
            "<EventKey>6</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>2</ScanResult></ScanCodeInfo>",
            ScancodeWaitmsg(
                **COMMON, event_key="6", scan_code_info=ScanCodeInfo(scan_type="qrcode", scan_result="2")
            ),
        ),
        (
            "pic_photo_or_album",
            "<EventKey>6</EventKey><SendPicsInfo><Count>1</Count>\n<PicList><item><PicMd5Sum>5a</PicMd5Sum>\n</item>"
            "</PicList></SendPicsInfo>",
            PicPhotoOrAlbum(
                **COMMON,
                event_key="6",
                send_pics_info=SendPicsInfo(count=1, pictures=(Picture(pic_md5_sum="5a"),)),
            ),
        ),
        (
            "pic_photo_or_album",
            "<SendPicsInfo><Count>0</Count><PicList></PicList></SendPicsInfo>",
            PicPhotoOrAlbum(**COMMON, send_pics_info=SendPicsInfo()),
        ),
        (
            "location_select",
            "<SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale>"
            "<Label>青禾镇</Label><Poiname></Poiname></SendLocationInfo>",
            LocationSelect(
                **COMMON,
                send_location_info=SendLocationInfo(
                    location_x=23.0, location_y=113.0, scale=15, label="青禾镇"
                ),
            ),
        ),
        (
            "MASSSENDJOBFINISH",
            "<MsgID>1000001625</MsgID><Status><![CDATA[err(30003)]]></Status><TotalCount>0</TotalCount>"
            "<FilterCount>0</FilterCount><SentCount>0</SentCount><ErrorCount>0</ErrorCount><CopyrightCheckResult>"
            "<Count>2</Count><ResultList><item><ArticleIdx>1</ArticleIdx><UserDeclareState>0</UserDeclareState>"
            "<AuditState>2</AuditState><OriginalArticleUrl>Url_1</OriginalArticleUrl>"
            "<OriginalArticleType>1</OriginalArticleType><CanReprint>1</CanReprint>"
            "<NeedReplaceContent>1</NeedReplaceContent><NeedShowReprintSource>1</NeedShowReprintSource></item>"
            "<item><ArticleIdx>2</ArticleIdx></item></ResultList><CheckState>2</CheckState></CopyrightCheckResult>"
            "<ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx>"
            "<ArticleUrl>Url</ArticleUrl></item></ResultList></ArticleUrlResult>",
            MassSendJobFinish(
                **COMMON,
                msg_id=1000001625,
                status="err(30003)",
                copyright_check_result=CopyrightCheckResult(
                    count=2,
                    items=(
                        CopyrightItem(
                            article_idx=1,
                            audit_state=2,
                            original_article_url="Url_1",
                            original_article_type="1",
                            can_reprint=1,
                            need_replace_content=1,
                            need_show_reprint_source=1,
                        ),
                        CopyrightItem(article_idx=2),
                    ),
                    check_state=2,
                ),
                article_url_result=ArticleUrlResult(
                    count=1, items=(ArticleUrl(article_idx=1, article_url="Url"),)
                ),
            ),
        ),
        (
            "PUBLISHJOBFINISH",
            "<PublishEventInfo><publish_id>2247503051</publish_id><publish_status>0</publish_status>"
            "<article_id>b5</article_id><article_detail><count>1</count><item><idx>1</idx>"
            "<article_url>U</article_url></item></article_detail></PublishEventInfo>",
            PublishJobFinish(
                **COMMON,
                publish_event_info=PublishEventInfo(
                    publish_id="2247503051",
                    publish_status=0,
                    article_id="b5",
                    article_detail=ArticleDetail(count=1, items=(ArticleResult(idx=1, article_url="U"),)),
                ),
            ),
        ),
        (
            "PUBLISHJOBFINISH",
            "<PublishEventInfo><publish_id>1</publish_id><publish_status>4</publish_status>"
            "<fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo>",
            PublishJobFinish(
                **COMMON,
                publish_event_info=PublishEventInfo(publish_id="1", publish_status=4, fail_idx=(1, 2)),
            ),
        ),
        (
            "subscribe_msg_popup_event",
            "<SubscribeMsgPopupEvent><List><TemplateId>A</TemplateId>"
            "<SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List><List>"
            "<TemplateId>B</TemplateId><SubscribeStatusString>reject</SubscribeStatusString>"
            "<PopupScene>2</PopupScene></List></SubscribeMsgPopupEvent>",
            SubscribeMsgPopup(
                **COMMON,
                choices=(
                    SubscribeMsgChoice(template_id="A", status="accept", popup_scene="2"),
                    SubscribeMsgChoice(template_id="B", status="reject", popup_scene="2"),
                ),
            ),
        ),
        (
            "subscribe_msg_sent_event",
            "<SubscribeMsgSentEvent><List><TemplateId>A</TemplateId><MsgID>1700827132819554304</MsgID>"
            "<ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent>",
            SubscribeMsgSent(
                **COMMON,
                reports=(
                    SubscribeMsgReport(
                        template_id="A", msg_id="1700827132819554304", error_code="0", error_status="success"
                    ),
                ),
            ),
        ),
        (
            "user_authorization_revoke",
            "<OpenID>oMei</OpenID><AppID>wx1</AppID><RevokeInfo>205</RevokeInfo>",
            UserAuthorizationRevoke(**COMMON, open_id="oMei", app_id="wx1", revoke_info="205"),
        ),
        (
            "kf_switch_session",
            "<FromKfAccount>a@gh</FromKfAccount><ToKfAccount>b@gh</ToKfAccount>",
            KfSwitchSession(**COMMON, from_kf_account="a@gh", to_kf_account="b@gh"),
        ),
        (
            "qualification_verify_fail",
            "<FailTime>1442401122</FailTime><FailReason>by time</FailReason>",
            QualificationVerifyFail(**COMMON, fail_time=1442401122, fail_reason="by time"),
        ),
    ],
)
def test_event_as_documented_is_read(name: str, rest: str, event: Event) -> None:
    assert messages.parse(event_xml(name, rest)) == event


@pytest.mark.parametrize(
    ("key", "scene"),
    [
        ("qrscene_hall", "hall"),
        ("qrscene_", ""),
        ("last_trade_no_1", None),
        ("", None),
        ("x|qrscene_1", None),
    ],
)
def test_only_the_prefix_means_a_scene(key: str, scene: str | None) -> None:
    assert Subscribe(**COMMON, event_key=key).scene == scene


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("LOCATION", "<Latitude>north</Latitude><Longitude>1</Longitude>"),
        ("MASSSENDJOBFINISH", "<MsgID>x</MsgID><Status>send success</Status>"),
        ("MASSSENDJOBFINISH", "<MsgID>1</MsgID>"),
        ("scancode_push", ""),
        ("scancode_push", "<ScanCodeInfo>text</ScanCodeInfo>"),
        ("PUBLISHJOBFINISH", "<PublishEventInfo><publish_id>1</publish_id></PublishEventInfo>"),
        ("scan", "<EventKey>1</EventKey>"),
    ],
)
def test_known_event_that_is_broken_is_kept_raw(name: str, rest: str) -> None:
    written = event_xml(name, rest)
    fields = xml.parse(written)

    assert messages.parse(written) == UnknownEvent(
        **COMMON, event_key=str(fields.get("EventKey", "")), fields=fields
    )


def test_broken_optional_part_is_left_out() -> None:
    broken = "<SentCount>many</SentCount><ArticleUrlResult>x</ArticleUrlResult>"
    rest = f"<MsgID>1</MsgID><Status>send success</Status>{broken}"

    event = messages.parse(event_xml("MASSSENDJOBFINISH", rest))

    assert event == MassSendJobFinish(**COMMON, msg_id=1, status="send success")
