"""What 自动回复 brings to 今日: messages nobody could answer."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhijian.console.answers.question_rows import QuestionRow, question_row
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers.queries import unanswered_visible_to

MOST = 100


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    if account is None or not may_edit_answers(staff):
        return ()
    waiting = unanswered_visible_to(staff).filter(account=account, settlement=None)
    return [_line(question_row(question, is_settled=False)) for question in waiting[:MOST]]


def _line(question: QuestionRow) -> Line:
    make_rule = (Act(_("做成规则"), question.make_rule),) if question.make_rule else ()
    settle = Act(_("不用管"), reverse("console:unanswered-settlement", args=[question.number]), is_post=True)
    return Line(
        key=f"question-{question.number}",
        icon="message-circle-question",
        what=Truncator(question.text).chars(200),
        why=_("没有规则能答。"),
        since=question.asked_at,
        urgency=Urgency.SOON,
        acts=(*make_rule, settle),
        room=_("自动回复"),
    )
