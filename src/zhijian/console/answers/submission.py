"""A draft on its way to the service: what it means, or what is wrong with it, row by row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from zhijian.console.answers.draft import BASE, Choice, Draft, Part, Variant, Whom, Word
from zhijian.console.answers.units_named import Named, codes_in, names_in
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.queries import holders_at
from zhijian.foundation.staff.roles import EDIT_ANSWERS
from zhijian.foundation.staff.roster import scope_for
from zhijian.rooms.answers import checking
from zhijian.rooms.answers.audience import OLDEST, Audience
from zhijian.rooms.answers.errors import AudienceRefused, RuleRefused
from zhijian.rooms.answers.hours import Hours
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.queries import rules_visible_to
from zhijian.rooms.answers.states import Match, Occasion
from zhijian.rooms.answers.tables import LAST_SECOND
from zhijian.rooms.answers.writing_steps import NewStep, Offered

MOST_DIGITS = 18  # of a number no database refuses


class Submission:
    """Rows are judged by the same rules the service keeps, so that each refusal stands beside its row."""

    def __init__(self, draft: Draft, *, staff: Staff, account: Account) -> None:
        self._named = Named(draft, scope_for(staff))
        self.items = items_named_in(draft, staff=staff, account=account)
        self._staff, self._account = staff, account

    @property
    def _typed(self) -> Draft:
        """As typed, with the units called as they are."""
        return self._named.draft

    @cached_property
    def draft(self) -> Draft:
        """As typed, with what is wrong noted in the rows."""
        return replace(
            self._typed,
            words=tuple(self._judged_word(word) for word in self._typed.words),
            parts=tuple(self._judged_part(part) for part in self._typed.parts),
            variants=tuple(
                self._judged_variant(str(place), variant)
                for place, variant in enumerate(self._typed.variants)
            ),
            choices=tuple(self._judged_choice(choice) for choice in self._typed.choices),
        )

    @cached_property
    def wrong(self) -> dict[str, str]:
        """What is wrong with the fields that are no rows, by name."""
        typed, found = self._typed, {}
        if not _is_whole_number(typed.priority):
            found["priority"] = _("优先级是一个整数，比如 0 或 10")
        if typed.occasion == Occasion.CLICK and not typed.menu_key.strip():
            found["menu_key"] = _("选一个菜单项")
        if typed.occasion == Occasion.TEXT and not any(word.text.strip() for word in typed.words):
            found["keyword"] = _("至少写一个词")
        if not self._filled_parts(BASE):
            found["reply"] = _("至少回一句话")
        for name, read in (
            ("audience", lambda: self.audience),
            ("hours", lambda: Hours.from_json(self.hours)),
            ("validity", lambda: (self.valid_from, self.valid_until)),
        ):
            try:
                read()
            except RuleRefused as refused:
                found[name] = refused.rule
            except ValueError:
                found[name] = _("日期写成 2026-03-01 这样，或者空着")
        if BASE in self._named.wrong:
            found["audience"] = self._named.wrong[BASE]
        if typed.review_on and _day(typed.review_on) is None:
            found["review_on"] = _("日期写成 2026-03-01 这样，或者空着")
        return found

    @property
    def is_well_formed(self) -> bool:
        return not self.wrong and not self.draft.is_wrong

    @property
    def keywords(self) -> list[tuple[str, str]]:
        if self._typed.occasion in (Occasion.FOLLOW, Occasion.STEP):
            return []
        if self._typed.occasion == Occasion.CLICK:
            return [(self._typed.menu_key.strip(), Match.EXACT)]
        return [(word.text.strip(), word.match) for word in self._typed.words if word.text.strip()]

    @property
    def parts(self) -> list[str | Item]:
        return self._parts_of(BASE)

    @property
    def reply_mode(self) -> str:
        return self._typed.reply_mode

    @property
    def variants(self) -> list[tuple[Mapping[str, Any], list[str | Item]]]:
        return [
            (audience_json(variant.whom), self._parts_of(str(place)))
            for place, variant in enumerate(self._typed.variants)
        ]

    @property
    def priority(self) -> int:
        return int(self._typed.priority)

    @property
    def audience(self) -> dict[str, Any]:
        """Raises `RuleRefused`."""
        said = audience_json(self._typed.whom)
        audience = Audience.from_json(said)
        return audience.to_json() if audience else {}

    @property
    def hours(self) -> dict[str, Any]:
        when = self._typed.when
        if not when.has_hours:
            return {}
        return {
            "days": sorted({int(day) for day in when.days}) or list(range(1, 8)),
            "from": when.opens or "00:00",
            "until": when.closes or "24:00",
        }

    @property
    def valid_from(self) -> datetime | None:
        """Raises `ValueError`."""
        return _moment(self._typed.when.since, whole_day=time.min)

    @property
    def valid_until(self) -> datetime | None:
        """The last day counts whole. Raises `ValueError`."""
        return _moment(self._typed.when.until, whole_day=LAST_SECOND)

    @property
    def owner(self) -> Staff | None:
        owner = self._typed.owner
        if not owner.isdecimal() or len(owner) > MOST_DIGITS:
            return None
        return holders_at(self._account, *EDIT_ANSWERS).filter(pk=int(owner)).first()

    @property
    def review_on(self) -> date | None:
        return _day(self._typed.review_on) if self._typed.review_on else None

    @property
    def choices(self) -> list[Offered]:
        """Numbered in their order. Rows added and left empty are not meant."""
        filled = [choice for choice in self._typed.choices if _is_meant(choice)]
        return [
            (number, choice.label, self._rules[choice.leads_to] if choice.leads_to else NewStep(choice.says))
            for number, choice in enumerate(filled, start=1)
        ]

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        numbers = [int(c.leads_to) for c in self._typed.choices if c.leads_to.isdecimal()]
        visible = rules_visible_to(self._staff).filter(account=self._account, pk__in=numbers)
        return {str(rule.pk): rule for rule in visible}

    def _parts_of(self, variant: str) -> list[str | Item]:
        return [part.text if part.is_text else self.items[part.item] for part in self._filled_parts(variant)]

    def _filled_parts(self, variant: str) -> list[Part]:
        """Rows added and left empty are not meant."""
        return [part for part in self._typed.parts_of(variant) if part.text.strip() or part.item]

    def _judged_word(self, word: Word) -> Word:
        if self._typed.occasion != Occasion.TEXT or not word.text.strip():
            return word
        try:
            checking.check_keyword(word.text.strip(), match=word.match)
        except RuleRefused as refused:
            return replace(word, wrong=refused.rule)
        return word

    def _judged_part(self, part: Part) -> Part:
        if not part.is_text:
            is_there = not part.item or part.item in self.items
            return part if is_there else replace(part, wrong=_("资料库里已经没有这一样了，换一样吧"))
        if not part.text.strip():
            return part
        try:
            checking.check_text(part.text)
        except RuleRefused as refused:
            return replace(part, wrong=refused.rule)
        return part

    def _judged_variant(self, place: str, variant: Variant) -> Variant:
        try:
            if Audience.from_json(audience_json(variant.whom)) is None:
                raise AudienceRefused(code="audience-everybody")
        except RuleRefused as refused:
            return replace(variant, wrong=refused.rule)
        if place in self._named.wrong:
            return replace(variant, wrong=self._named.wrong[place])
        if not self._filled_parts(place):
            return replace(variant, wrong=_("这一份还没写回什么"))
        return variant

    def _judged_choice(self, choice: Choice) -> Choice:
        if not _is_meant(choice):
            return choice
        if not choice.label:
            return replace(choice, wrong=_("写上这一项叫什么"))
        if choice.leads_to and choice.leads_to not in self._rules:
            return replace(choice, wrong=_("这条规则已经没有了，换一条吧"))
        if not choice.leads_to and not choice.says.strip():
            return replace(choice, wrong=_("选一条规则，或者写下对方选它以后说什么"))
        if not choice.leads_to:
            try:
                checking.check_text(choice.says)
            except RuleRefused as refused:
                return replace(choice, wrong=refused.rule)
        return choice


def audience_json(whom: Whom) -> dict[str, Any]:
    """As the room keeps it; what is typed wrong stays wrong in it, for the room to refuse."""
    said: dict[str, Any] = {}
    if whom.bound in ("yes", "no"):
        said["bound"] = whom.bound == "yes"
    if units := codes_in(whom.units):
        said["units"] = units
    for name in ("offices", "tags"):
        if names := names_in(getattr(whom, name)):
            said[name] = names
    if whom.age_from or whom.age_until:
        said["age"] = {"from": _age(whom.age_from, 0), "until": _age(whom.age_until, OLDEST)}
    return said


def items_named_in(draft: Draft, *, staff: Staff, account: Account) -> dict[str, Item]:
    """By code, those of this account's library only."""
    codes = {part.item for part in draft.parts if not part.is_text and part.item}
    visible = items_visible_to(staff, account_id=account.pk)
    return {item.code: item for item in visible.filter(code__in=codes).select_related("cover")}


def _is_meant(choice: Choice) -> bool:
    return bool(choice.label or choice.leads_to or choice.says.strip())


def _age(typed: str, otherwise: int) -> int:
    if not typed:
        return otherwise
    return int(typed) if typed.isdecimal() and len(typed) < 4 else -1


def _is_whole_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 7


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _moment(typed: str, *, whole_day: time) -> datetime | None:
    if not typed:
        return None
    if day := _day(typed):
        return make_aware(datetime.combine(day, whole_day))
    moment = parse_datetime(typed)
    if moment is None:
        raise ValueError(typed)
    return make_aware(moment) if moment.tzinfo is None else moment
