"""Words that mean the same: making, changing and removing groups of them."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers import changing, checking
from zhijian.rooms.answers.errors import SynonymsRefused
from zhijian.rooms.answers.models import Keyword, SynonymGroup
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.states import Match

MOST_WORDS: Final = 30


@transaction.atomic
def make_synonyms(*, account_id: int, words: Sequence[str], by: Any) -> SynonymGroup:
    """Words that from now on answer for each other. Raises `SynonymsRefused`."""
    Account.objects.select_for_update().get(pk=account_id)
    group = SynonymGroup(account_id=account_id, words=_checked(words, account_id=account_id))
    group.save()
    _note(account_id, group.words)
    audit.write("synonyms.made", actor=by, subject=group, details={"words": group.words})
    return group


@transaction.atomic
def change_synonyms(group: SynonymGroup, *, words: Sequence[str], by: Any) -> SynonymGroup:
    """These and no others. Raises `SynonymsRefused`."""
    Account.objects.select_for_update().get(pk=group.account_id)
    before = group.words
    group.words = _checked(words, account_id=group.account_id, but_not=group)
    group.save(update_fields=["words"])
    _note(group.account_id, [*before, *group.words])
    audit.write("synonyms.changed", actor=by, subject=group, details={"words": group.words})
    return group


@transaction.atomic
def remove_synonyms(group: SynonymGroup, *, by: Any) -> None:
    audit.write("synonyms.removed", actor=by, subject=group, details={"words": group.words})
    account_id, words = group.account_id, group.words
    group.delete()
    _note(account_id, words)


def _note(account_id: int, words: Sequence[str]) -> None:
    """The rules whose keywords are among them are compiled anew."""
    forms = {normal(word) for word in words}
    keywords = Keyword.objects.filter(rule__account_id=account_id, match=Match.SYNONYM, normal__in=forms)
    changing.note(account_id=account_id, rules=set(keywords.values_list("rule_id", flat=True)))


def _checked(words: Sequence[str], *, account_id: int, but_not: SynonymGroup | None = None) -> list[str]:
    distinct = {normal(word): word.strip() for word in reversed(words) if normal(word)}
    checked = list(reversed(distinct.values()))
    if len(checked) < 2:
        raise SynonymsRefused(_("至少写两个意思相近的词"), code="synonyms-too-few")
    if len(checked) > MOST_WORDS:
        raise SynonymsRefused(_("一组最多 %(most)d 个词") % {"most": MOST_WORDS}, code="synonyms-too-many")
    if any(len(word) > checking.MOST_KEYWORD_CHARS for word in checked):
        raise SynonymsRefused(
            _("一个词最多 %(most)d 个字") % {"most": checking.MOST_KEYWORD_CHARS}, code="synonym-too-long"
        )
    # A word in two groups would tie them together for some keywords and not for others.
    for other in SynonymGroup.objects.filter(account_id=account_id).exclude(pk=but_not.pk if but_not else 0):
        for word in other.words:
            if normal(word) in distinct:
                raise SynonymsRefused(
                    _("“%(word)s”已经在“%(words)s”那一组里")
                    % {"word": word, "words": _("、").join(other.words)},
                    code="synonym-taken",
                )
    return checked
