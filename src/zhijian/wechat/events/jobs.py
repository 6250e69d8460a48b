"""The end of a job: a push, a template message, a publication. They come from the platform's own openid,
seconds to hours after the call."""

from typing import Annotated

from zhijian.wechat.events.base import Event
from zhijian.wechat.wire import Wire, element


@element
class CopyrightItem:
    """Numbers are kept as sent: the meaning of several is not documented."""

    article_idx: Annotated[int, Wire("ArticleIdx")] = 0
    user_declare_state: Annotated[int, Wire("UserDeclareState")] = 0
    audit_state: Annotated[int, Wire("AuditState")] = 0
    original_article_url: Annotated[str, Wire("OriginalArticleUrl")] = ""
    original_article_type: Annotated[str, Wire("OriginalArticleType")] = ""
    can_reprint: Annotated[int, Wire("CanReprint")] = 0
    need_replace_content: Annotated[int, Wire("NeedReplaceContent")] = 0
    need_show_reprint_source: Annotated[int, Wire("NeedShowReprintSource")] = 0


@element
class CopyrightCheckResult:
    count: Annotated[int, Wire("Count")] = 0
    items: Annotated[tuple[CopyrightItem, ...], Wire("ResultList", "item")] = ()
    check_state: Annotated[int, Wire("CheckState")] = 0


@element
class ArticleUrl:
    article_idx: Annotated[int, Wire("ArticleIdx")] = 0
    article_url: Annotated[str, Wire("ArticleUrl")] = ""


@element
class ArticleUrlResult:
    count: Annotated[int, Wire("Count")] = 0
    items: Annotated[tuple[ArticleUrl, ...], Wire("ResultList", "item")] = ()


@element
class MassSendJobFinish(Event):
    """A push ended. `status` is `send success`, `send fail` or `err(n)`; success does not mean delivered.

    `filter_count`, about sent plus error, is what was left after refusals and the monthly limit.
    """

    EVENT = "MASSSENDJOBFINISH"
    msg_id: Annotated[int, Wire("MsgID")]
    status: Annotated[str, Wire("Status")]
    total_count: Annotated[int, Wire("TotalCount")] = 0
    filter_count: Annotated[int, Wire("FilterCount")] = 0
    sent_count: Annotated[int, Wire("SentCount")] = 0
    error_count: Annotated[int, Wire("ErrorCount")] = 0
    copyright_check_result: Annotated[CopyrightCheckResult | None, Wire("CopyrightCheckResult")] = None
    article_url_result: Annotated[ArticleUrlResult | None, Wire("ArticleUrlResult")] = None


@element
class TemplateSendJobFinish(Event):
    """`status` is `success`, `failed:user block` or `failed: system failed`; the space differs."""

    EVENT = "TEMPLATESENDJOBFINISH"
    msg_id: Annotated[int, Wire("MsgID")]
    status: Annotated[str, Wire("Status")]


@element
class ArticleResult:
    idx: Annotated[int, Wire("idx")] = 0
    article_url: Annotated[str, Wire("article_url")] = ""


@element
class ArticleDetail:
    count: Annotated[int, Wire("count")] = 0
    items: Annotated[tuple[ArticleResult, ...], Wire("item")] = ()


@element
class PublishEventInfo:
    """`publish_status`: 0 done, 1 in progress, 2 original check failed, 3 failed, 4 refused, 5 deleted by
    the account afterwards, 6 banned afterwards. `fail_idx` are the articles refused, from 1."""

    publish_id: Annotated[str, Wire("publish_id")]
    publish_status: Annotated[int, Wire("publish_status")]
    article_id: Annotated[str, Wire("article_id")] = ""
    article_detail: Annotated[ArticleDetail | None, Wire("article_detail")] = None
    fail_idx: Annotated[tuple[int, ...], Wire("fail_idx")] = ()


@element
class PublishJobFinish(Event):
    """A publication through the API ended. One from the back end gives `MassSendJobFinish` instead."""

    EVENT = "PUBLISHJOBFINISH"
    publish_event_info: Annotated[PublishEventInfo, Wire("PublishEventInfo")]
