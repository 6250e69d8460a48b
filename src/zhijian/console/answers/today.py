"""What 自动回复 brings to 今日: messages nobody could answer, rules that ran out, rules to look at again."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate, make_aware, now
from django.utils.translation import gettext as _

from zhijian.console.answers.question_rows import QuestionRow, question_row
from zhijian.console.answers.rule_rows import day_in_words, name_of
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers import overview
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.queries import rules_visible_to, unanswered_visible_to

MOST, MOST_RULES = 100, 20


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    if account is None or not may_edit_answers.on(staff, account):
        return ()
    waiting = unanswered_visible_to(staff).filter(account=account, settlement=None)
    questions = [_line(question_row(question, is_settled=False)) for question in waiting[:MOST]]
    ran_out = [_ran_out(rule) for rule in overview.expired_and_asked(account_id=account.pk)]
    reviews = [_review(rule) for rule in _reviews(staff, account)[:MOST_RULES]]
    return [*ran_out, *questions, *reviews]


def count(staff: Staff, *, account: Account | None) -> int:
    """How many lines there are, without making them: every page says the number."""
    if account is None or not may_edit_answers.on(staff, account):
        return 0
    waiting = unanswered_visible_to(staff).filter(account=account, settlement=None)
    ran_out = overview.expired_and_asked(account_id=account.pk)
    return waiting[:MOST].count() + len(ran_out) + _reviews(staff, account)[:MOST_RULES].count()


def _reviews(staff: Staff, account: Account) -> QuerySet[Rule]:
    """Due to be read again, by their owner or, without one, by anybody."""
    due = overview.due_for_review(rules_visible_to(staff).filter(account=account, switched_off=None))
    return due.filter(Q(owner=staff) | Q(owner=None))


def _ran_out(rule: Rule) -> Line:
    ended = rule.valid_until or now()
    return Line(
        key=f"expired-{rule.pk}",
        icon="calendar-off",
        what=name_of(rule, {}),
        why=_("%(day)s过期了，还有人在问，没人答。") % {"day": day_in_words(ended)},
        since=ended,
        urgency=Urgency.SOON,
        acts=(Act(_("改日期"), reverse("console:rule", args=[rule.pk])),),
        room=_("自动回复"),
    )


def _review(rule: Rule) -> Line:
    day = rule.review_on or localdate()
    return Line(
        key=f"review-{rule.pk}",
        icon="eye-check",
        what=name_of(rule, {}),
        why=_("说好 %(day)s再看一遍，里面的话还对不对。")
        % {"day": day_in_words(make_aware(datetime.combine(day, time.min)))},
        since=make_aware(datetime.combine(day, time.min)),
        urgency=Urgency.WHEN_FREE,
        acts=(Act(_("看一遍"), reverse("console:rule", args=[rule.pk])),),
        room=_("自动回复"),
    )


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
