"""What may be chosen for a click to answer: rules there are, things of the library, or words of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from zhijian.console.answers.rule_rows import reply_in_words
from zhijian.console.menu.entry_form import EntryForm, address_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.queries import rules_visible_to
from zhijian.rooms.answers.states import Occasion

MOST_RULES = 100
MOST_ITEMS = 100

Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Offered:
    """`answers` are groups of (value, words); `keeps` is the reply as it is, with its rule's number."""

    answers: list[Group]
    keeps: str
    keeps_rule: int | None
    articles: list[tuple[str, str]]
    own_pages: list[tuple[str, str]]


def offered(
    form: EntryForm, *, staff: Staff, account: Account, by_key: Mapping[str, Rule], names: Mapping[str, str]
) -> Offered:
    items = list(items_visible_to(staff, account_id=account.pk)[:MOST_ITEMS])
    kept = by_key.get(form.key)
    return Offered(
        answers=_answers(form, items, staff=staff, account=account, by_key=by_key, names=names),
        keeps=reply_in_words(kept) if kept else "",
        keeps_rule=kept.pk if kept else None,
        articles=[(item.code, item.title) for item in _articles(account, items, form.article)],
        own_pages=[(f"{settings.ZHIJIAN_PUBLIC_URL}/m/", _("门户首页"))],
    )


def article_addresses(account: Account) -> dict[str, str]:
    """Address -> code of what an entry could open."""
    items = Item.objects.filter(account=account, kind__in=[ItemKind.ARTICLE, ItemKind.LINK, ItemKind.PACK])
    return {address_of(item): item.code for item in items}


def _answers(
    form: EntryForm,
    items: list[Item],
    *,
    staff: Staff,
    account: Account,
    by_key: Mapping[str, Rule],
    names: Mapping[str, str],
) -> list[Group]:
    text_rules = list(rules_visible_to(staff).filter(account=account, occasion=Occasion.TEXT)[:MOST_RULES])
    called = names_of(text_rules)
    groups: list[Group] = [
        (
            _("菜单里已有的回复"),
            [
                (f"key:{key}", _option(names.get(key, key), rule))
                for key, rule in by_key.items()
                if key != form.key
            ],
        ),
        (
            _("照一条规则抄一份"),
            [(f"rule:{rule.pk}", _option(called[rule.pk], rule)) for rule in text_rules],
        ),
        (_("发资料库里的一样"), [(f"item:{item.code}", item.title) for item in items]),
    ]
    listed = {value for _label, options in groups for value, _words in options}
    if form.answer.partition(":")[0] in ("rule", "item") and form.answer not in listed:
        groups.append((_("现在选的"), [(form.answer, _("选好的那一样"))]))
    return [(label, options) for label, options in groups if options]


def _option(name: str, rule: Rule) -> str:
    return _("%(name)s：%(reply)s") % {"name": name, "reply": reply_in_words(rule)[:24]}


def _articles(account: Account, items: list[Item], chosen: str) -> list[Item]:
    shown = [item for item in items if item.kind in (ItemKind.ARTICLE, ItemKind.LINK, ItemKind.PACK)]
    if chosen and chosen not in {item.code for item in shown}:
        shown += Item.objects.filter(account=account, code=chosen)
    return shown
