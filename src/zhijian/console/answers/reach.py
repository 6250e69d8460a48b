"""Fetching and permission in one act: a rule, messages or an account, through the person asking."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import accounts_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import permissions, queries
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.unanswered_groups import Group, groups


def account_to_write_for(staff: Staff, slug: str) -> Account:
    account = get_object_or_404(accounts_visible_to(staff), slug=slug)
    if not permissions.may_edit_rules(staff, account):
        raise PermissionDenied
    return account


def rule_to_edit(staff: Staff, number: int) -> Rule:
    rule = get_object_or_404(queries.rules_visible_to(staff), pk=number)
    if not permissions.may_edit_rules(staff, rule.account):
        raise PermissionDenied
    return rule


def question_to_settle(staff: Staff, number: int) -> Unanswered:
    question = get_object_or_404(queries.unanswered_visible_to(staff), pk=number)
    if not permissions.may_settle_unanswered(staff, question.account):
        raise PermissionDenied
    return question


def group_to_see_to(staff: Staff, number: int) -> Group:
    """The messages this one is alike, itself among them, as they stand now. Settled already: 404."""
    question = question_to_settle(staff, number)
    for group in groups(question.account, viewer=staff):
        if any(asked.pk == number for asked in group.questions):
            return group
    raise Http404
