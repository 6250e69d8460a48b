"""A rule saved together with the steps that are written in its own editor: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import transaction

from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.guiding import Offer
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Occasion


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that is not on file yet: what is said when its number is chosen."""

    says: str


Offered: TypeAlias = tuple[int, str, Rule | NewStep]  # number, label, where it leads


@transaction.atomic
def make_with_steps(*, account_id: int, choices: Sequence[Offered], by: Any, **rule: Any) -> Rule:
    """As `services.make_rule`, its new steps made first."""
    offers = _with_steps_made(choices, account_id=account_id, by=by)
    return services.make_rule(account_id=account_id, choices=offers, by=by, **rule)


@transaction.atomic
def change_with_steps(rule: Rule, *, choices: Sequence[Offered], by: Any, **changes: Any) -> Rule:
    """As `services.change_rule`, its new steps made first."""
    offers = _with_steps_made(choices, account_id=rule.account_id, by=by)
    return services.change_rule(rule, choices=offers, by=by, **changes)


def _with_steps_made(choices: Sequence[Offered], *, account_id: int, by: Any) -> list[Offer]:
    return [
        (number, label, leads_to if isinstance(leads_to, Rule) else _made(leads_to, account_id, by))
        for number, label, leads_to in choices
    ]


def _made(step: NewStep, account_id: int, by: Any) -> Rule:
    try:
        return services.make_rule(account_id=account_id, occasion=Occasion.STEP, parts=[step.says], by=by)
    except RuleRefused as refused:
        raise RuleRefused("choices", refused.rule, code=refused.code) from None
