"""What is said to somebody who wants to report somebody."""

from django.utils.translation import gettext as _

from zhijian.rooms.answers.links import linked
from zhijian.rooms.answers.models import AnswerSettings


def reply_to_report(settings: AnswerSettings) -> str:
    """The account's own words, or ours; then the way to the protected door, if there is one.

    Ours promise no more than we can keep: chat is not anonymous, and what can be seen behind an address
    somebody typed in, only that page can say.
    """
    words = settings.report_reply.strip() or _(
        "公众号里的聊天不是匿名的：平台会告诉我们是哪个微信号发来的。请不要在这里写人名和经过。"
        "您刚才这条没有列给工作人员看。"
    )
    if settings.report_address:
        way = linked(_("点这里，从专门的入口反映"), url=settings.report_address)
        return f"{words}\n\n{way}\n" + _("动笔之前，请先看那一页写的：能看到什么，看不到什么。")
    return f"{words}\n\n" + _("要反映问题，请找上级纪检监察机关，可以当面去，也可以拨打 12388。")
