"""Reading rules and unanswered messages, for a viewer; and the whole of a reply, for whoever has its code."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import EDIT_ANSWERS
from zhijian.foundation.staff.sight import accounts_for
from zhijian.rooms.answers.models import Keyword, Part, Rule, Unanswered
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.parts import Card, Media, Text
from zhijian.rooms.answers.reading import Replies


def rules_visible_to(staff: Staff) -> QuerySet[Rule]:
    """In the order in which they are asked; keywords, parts and switches are fetched with them.

    Not the account: opening its secrets beside each row takes longer than all the rest.
    """
    rules = Rule.objects.filter(account__in=accounts_for(staff, *EDIT_ANSWERS))
    return (
        rules.select_related("switched_off")
        .prefetch_related("keywords", "parts__item")
        .order_by("-priority", "id")
    )


def holding_word(rules: QuerySet[Rule], word: str) -> QuerySet[Rule]:
    """Those with the word in a keyword, however it is written, in a text of the reply or an item's title.

    Asked of each table alone: joining them all takes three times as long with 100,000 rules.
    """
    form = normal(word)
    in_keyword = Q(normal__contains=form) if form else Q(text__icontains=word)
    if form and form != word.casefold():
        in_keyword |= Q(text__icontains=word)
    by_keyword = Keyword.objects.filter(in_keyword).order_by().values("rule_id")
    by_text = Part.objects.filter(text__icontains=word).order_by().values("rule_id")
    by_title = Part.objects.filter(item__title__icontains=word).order_by().values("rule_id")
    return rules.filter(pk__in=by_keyword.union(by_text, by_title))


def unanswered_visible_to(staff: Staff) -> QuerySet[Unanswered]:
    """The newest first, without the account. Those nobody has seen to: `.filter(settlement=None)`."""
    found = Unanswered.objects.filter(account__in=accounts_for(staff, *EDIT_ANSWERS))
    return found.select_related("settlement").order_by("-asked_at", "-id")


@dataclass(frozen=True, slots=True)
class PublicReply:
    """What a folded answer's last link opens: all of its texts, and the rest as (title, address)."""

    account_name: str
    texts: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def public_reply(code: str) -> PublicReply | None:
    """For the public page: whoever has the code may read. None when the rule is gone, off or has expired."""
    on = Rule.objects.select_related("account").filter(switched_off=None)
    on = on.filter(Q(valid_until=None) | Q(valid_until__gt=now()))
    rule = on.filter(Q(code=code) | Q(variants__code=code)).first()
    if rule is None:
        return None
    replies = Replies(rule.account_id, public_url=settings.ZHIJIAN_PUBLIC_URL)
    variant = rule.variants.filter(code=code).first()
    reply = replies.of_rule(rule.pk) if variant is None else replies.of_variant(variant.pk)
    parts = reply.parts if reply else ()
    return PublicReply(
        account_name=rule.account.name,
        texts=tuple(part.content for part in parts if isinstance(part, Text)),
        links=tuple((part.title, part.url) for part in parts if isinstance(part, Card | Media)),
    )
