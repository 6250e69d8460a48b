"""What staff call a rule: its first keyword; the label that leads to a step; else what it answers."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhijian.rooms.answers.models import Choice, Keyword, Rule
from zhijian.rooms.answers.states import Occasion


def name_of(rule: Rule) -> str:
    return names_of([rule])[rule.pk]


def names_of(rules: Iterable[Rule]) -> dict[int, str]:
    """Rule id -> its name, in the given order, with two queries however many there are."""
    wanted = {rule.pk: rule for rule in rules}
    words: dict[int, str] = {}
    keywords = Keyword.objects.filter(rule_id__in=wanted).order_by("rule_id", "position", "id")
    for rule_id, text in keywords.values_list("rule_id", "text"):
        words.setdefault(rule_id, text)
    labels = dict(
        Choice.objects.filter(leads_to_id__in=wanted).order_by("-id").values_list("leads_to_id", "label")
    )
    return {pk: words.get(pk) or labels.get(pk) or _unnamed(rule) for pk, rule in wanted.items()}


def _unnamed(rule: Rule) -> str:
    if rule.occasion == Occasion.FOLLOW:
        return _("关注时的欢迎语")
    return _("没有名字的一步")
