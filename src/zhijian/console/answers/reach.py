"""Fetching and permission in one act: a rule, messages or an account, through the person asking."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.console.account_reach import account_for
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers import queries
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.unanswered_groups import Group, groups


def account_to_write_for(staff: Staff, slug: str) -> Account:
    return account_for(staff, slug, may_edit_answers)


def rule_to_edit(staff: Staff, number: int) -> Rule:
    """Who may not edit a rule does not see it either."""
    return get_object_or_404(queries.rules_visible_to(staff), pk=number)


def question_to_settle(staff: Staff, number: int) -> Unanswered:
    return get_object_or_404(queries.unanswered_visible_to(staff), pk=number)


def group_to_see_to(staff: Staff, number: int) -> Group:
    """The messages this one is alike, itself among them, as they stand now. Settled already: 404."""
    question = question_to_settle(staff, number)
    for group in groups(question.account, viewer=staff):
        if any(asked.pk == number for asked in group.questions):
            return group
    raise Http404
