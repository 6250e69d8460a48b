"""What of the answers passes on at a change of office: the rules somebody owns."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff import handover
from zhijian.foundation.staff.handover import Thing
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.naming import names_of


def _rules_of(giver: Staff, within: Scope) -> Iterator[Thing]:
    """With the day on which each is to be read again."""
    owned = Rule.objects.filter(within.q("account__unit__path"), owner=giver)
    rules = list(owned.select_related("account__unit").order_by("review_on", "pk"))
    names = names_of(rules)
    for rule in rules:
        day, unit = rule.review_on, rule.account.unit
        note = _("%(day)s 要再看一遍") % {"day": date_format(day)} if day else ""
        yield Thing(str(rule.pk), names[rule.pk], note, unit.path if unit else "")


def _move_rule(key: str, giver: Staff, successor: Staff, by: Staff) -> None:
    """Who answers for it is another; what it says, and its version, stay."""
    if not Rule.objects.filter(pk=key, owner=giver).update(owner=successor):
        raise LookupError(key)


handover.register(
    handover.Passing("rule", gettext_lazy("自动回复的规则"), "message-reply", _rules_of, _move_rule)
)
