"""What a table changes about a rule beside its reply, a sentence each: for whom, another reply, its parts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from zhijian.console.answers.rule_rows import audience_in_words
from zhijian.rooms.answers.import_plan import Wanted, WantedVariant
from zhijian.rooms.answers.imports import Prospect
from zhijian.rooms.answers.states import ReplyMode


def changes_beside_the_reply(found: Prospect, lines: Sequence[Wanted]) -> dict[int, list[str]]:
    """By row; of a rule with several words each says it."""
    rule_of = dict(zip([line.number for line in found.lines], found.plan.met, strict=True))
    return {line.number: _changes(found, rule_of[line.number]) for line in lines}


def said_of_new(line: Wanted) -> list[str]:
    """Of a rule that is still to be made."""
    audience = line.settings.whom.over({}) if line.settings.whom else {}
    whom = [_("对%(whom)s") % {"whom": audience_in_words(audience)}] if audience else []
    return [*whom, *_mode(line.settings.reply_mode), *_variants((), line.variants or ())]


def _changes(found: Prospect, rule: int | None) -> list[str]:
    plan = found.plan
    if rule is None:
        return []
    said: list[str] = []
    if rule in plan.audiences:
        told = {"before": _whom(plan.audiences_before[rule]), "after": _whom(plan.audiences[rule])}
        said.append(_("对谁：原来%(before)s，改成%(after)s") % told)
    if rule in plan.settings:
        said += _mode(plan.settings[rule].reply_mode)
    if rule in plan.variants:
        said += _variants(plan.variants_before.get(rule, ()), plan.variants[rule])
    return said


def _whom(audience: Mapping[str, Any]) -> str:
    return audience_in_words(audience)


def _mode(mode: str | None) -> list[str]:
    return [_("几段怎么发：%(mode)s") % {"mode": ReplyMode(mode).label}] if mode else []


def _variants(before: Sequence[WantedVariant], after: Sequence[WantedVariant]) -> list[str]:
    held = [audience for audience, _reply in before]
    wanted = [audience for audience, _reply in after]
    added = [_whom(one) for one in wanted if one not in held]
    changed = [_whom(one) for one, reply in after if one in held and (one, reply) not in before]
    gone = [_whom(one) for one in held if one not in wanted]
    said = [_("多一份另说的：对%(whom)s") % {"whom": whom} for whom in added]
    said += [_("改了这一份：对%(whom)s") % {"whom": whom} for whom in changed]
    said += [_("表里没有了，去掉这一份：对%(whom)s") % {"whom": whom} for whom in gone]
    return said or ([_("另一份的先后变了")] if before and before != after else [])
