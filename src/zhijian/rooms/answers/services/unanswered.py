"""Messages nobody could answer: listed, seen to one by one or together, and taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.models import (
    Keyword,
    Needless,
    Rule,
    SeenTo,
    Settlement,
    SynonymGroup,
    Unanswered,
)
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.services.rules import change_rule
from zhijian.rooms.answers.services.synonyms import change_synonyms, make_synonyms, remove_synonyms
from zhijian.rooms.answers.services.writing import Words
from zhijian.rooms.answers.states import Match, Seen

LONGEST_NEEDLESS = 64


def list_unanswered(*, account_id: int, intake_id: int, openid: str, text: str, asked_at: datetime) -> None:
    """Put a message on the list for staff; the same message a second time changes nothing.

    Words that want no answer at this account are not listed.
    """
    if Needless.objects.filter(account_id=account_id, normal=normal(text)[:LONGEST_NEEDLESS]).exists():
        return
    Unanswered.objects.bulk_create(
        [Unanswered(account_id=account_id, intake_id=intake_id, openid=openid, text=text, asked_at=asked_at)],
        ignore_conflicts=True,
    )


@transaction.atomic
def settle_unanswered(unanswered: Unanswered, *, by: Any) -> None:
    """Somebody has seen to it. Settled already: nothing happens."""
    person = by if isinstance(by, Staff) else None
    _, is_new = Settlement.objects.get_or_create(
        unanswered=unanswered, defaults={"by": person, "by_name": str(by)[:150]}
    )
    if is_new:
        audit.write("unanswered.settled", actor=by, subject=unanswered)


@transaction.atomic
def unsettle_unanswered(unanswered: Unanswered, *, by: Any) -> None:
    """Back on the list of those to see to."""
    deleted, _ = Settlement.objects.filter(unanswered=unanswered).delete()
    if deleted:
        audit.write("unanswered.unsettled", actor=by, subject=unanswered)


@transaction.atomic
def see_to(
    questions: Sequence[Unanswered], *, account_id: int, how: str, rule: Rule | None = None, by: Any
) -> SeenTo:
    """Settle them together: NOTED, NEEDLESS (never to be listed again), or RULE, by a rule just made."""
    added: dict[str, Any] = {}
    if how == Seen.NEEDLESS:
        forms = {normal(question.text) for question in questions}
        kept = [form for form in sorted(forms) if 0 < len(form) <= LONGEST_NEEDLESS]
        known = set(
            Needless.objects.filter(account_id=account_id, normal__in=kept).values_list("normal", flat=True)
        )
        added["needless"] = [form for form in kept if form not in known]
        Needless.objects.bulk_create(
            Needless(account_id=account_id, normal=form, by_name=str(by)[:150]) for form in added["needless"]
        )
    return _seen_to(questions, account_id=account_id, how=how, rule=rule, added=added, by=by)


@transaction.atomic
def add_to_rule(rule: Rule, questions: Sequence[Unanswered], *, words: Words, by: Any) -> SeenTo:
    """The words, as (text, match), become keywords of the rule, and the questions are settled.

    A word the rule has already is not added twice. Raises `RuleRefused`.
    """
    held = list(rule.keywords.values_list("text", "match"))
    new = [word for word in words if word not in held]
    if new:
        change_rule(rule, keywords=[*held, *new], by=by)
    added = {"words": [list(word) for word in new]}
    return _seen_to(questions, account_id=rule.account_id, how=Seen.ADDED, rule=rule, added=added, by=by)


@transaction.atomic
def make_synonym_of(keyword: Keyword, questions: Sequence[Unanswered], *, word: str, by: Any) -> SeenTo:
    """The word from now on means what the keyword means, and the questions are settled.

    The keyword becomes one that is matched by meaning. Raises `SynonymsRefused`.
    """
    rule = keyword.rule
    form = normal(keyword.text)
    groups = SynonymGroup.objects.filter(account_id=rule.account_id)
    group = next((one for one in groups if form in map(normal, one.words)), None)
    added: dict[str, Any] = {"keyword": keyword.text, "match": keyword.match, "before": []}
    if group is None:
        group = make_synonyms(account_id=rule.account_id, words=[keyword.text, word], by=by)
    else:
        added["before"] = group.words
        change_synonyms(group, words=[*group.words, word], by=by)
    added["group"] = group.pk
    if keyword.match != Match.SYNONYM:
        _rematch(rule, keyword.text, before=keyword.match, after=Match.SYNONYM, by=by)
    return _seen_to(questions, account_id=rule.account_id, how=Seen.SYNONYM, rule=rule, added=added, by=by)


@transaction.atomic
def undo_seen_to(seen_to: SeenTo, *, by: Any) -> None:
    """The messages are on the list again, and what the act added is gone, as far as it is still as it was.

    A rule somebody made for them stays: it may be of use, and can be removed by itself.
    """
    audit.write("unanswered.unsettled", actor=by, subject=seen_to, details={"how": seen_to.how})
    if seen_to.how == Seen.ADDED and seen_to.rule:
        _take_out(seen_to.rule, seen_to.added.get("words", []), by=by)
    elif seen_to.how == Seen.SYNONYM:
        _take_back_synonym(seen_to, by=by)
    elif seen_to.how == Seen.NEEDLESS:
        forms = seen_to.added.get("needless", [])
        Needless.objects.filter(account_id=seen_to.account_id, normal__in=forms).delete()
    seen_to.delete()


def _take_out(rule: Rule, words: Sequence[Sequence[str]], *, by: Any) -> None:
    held = list(rule.keywords.values_list("text", "match"))
    kept = [word for word in held if list(word) not in words]
    if kept and kept != held:  # a rule needs a word to be left
        change_rule(rule, keywords=kept, by=by)


def _take_back_synonym(seen_to: SeenTo, *, by: Any) -> None:
    added = seen_to.added
    group = SynonymGroup.objects.filter(pk=added.get("group")).first()
    if group and added["before"]:
        change_synonyms(group, words=added["before"], by=by)
    elif group:
        remove_synonyms(group, by=by)
    if seen_to.rule:
        _rematch(seen_to.rule, added["keyword"], before=Match.SYNONYM, after=added["match"], by=by)


def _rematch(rule: Rule, word: str, *, before: str, after: str, by: Any) -> None:
    held = list(rule.keywords.values_list("text", "match"))
    wanted = [(text, after if (text, match) == (word, before) else match) for text, match in held]
    if wanted != held:
        change_rule(rule, keywords=wanted, by=by)


def _seen_to(
    questions: Sequence[Unanswered],
    *,
    account_id: int,
    how: str,
    rule: Rule | None,
    added: dict[str, Any],
    by: Any,
) -> SeenTo:
    """Those settled before stay with whoever settled them."""
    person = by if isinstance(by, Staff) else None
    seen_to = SeenTo.objects.create(
        account_id=account_id, how=how, rule=rule, added=added, by=person, by_name=str(by)[:150]
    )
    Settlement.objects.bulk_create(
        [
            Settlement(unanswered=question, seen_to=seen_to, by=person, by_name=str(by)[:150])
            for question in questions
            if question.account_id == account_id
        ],
        ignore_conflicts=True,
    )
    # Never the words: what somebody asked is no business of the audit's.
    audit.write(
        "unanswered.seen_to",
        actor=by,
        subject=seen_to,
        details={"how": how, "messages": len(questions), "rule": rule.pk if rule else None},
    )
    return seen_to
