"""Where an item is used: rules, packs, covers, the menu. What is changed here changes there."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zhijian.console.answers.rule_rows import menu_names, name_of
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.models import Part, RuleUse
from zhijian.rooms.answers.queries import rules_visible_to

COUNTED_DAYS = 30
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Use:
    icon: str
    words: str
    hint: str
    address: str


def uses_of(item: Item, *, staff: Staff) -> list[Use]:
    """Every place by name. A rule that sends the pack of an item is a place of the pack."""
    return [*_rules(item, staff), *_menu(item), *_packs(item), *_covers(item)]


def use_counts(items: Collection[Item], *, account: Account) -> Mapping[int, int]:
    """In how many places each is used; three queries for all of them."""
    ids = [item.pk for item in items]
    counts: Counter[int] = Counter()
    for rows, column, place in (
        (Part.objects.filter(item_id__in=ids), "item_id", "rule_id"),
        (PackPart.objects.filter(item_id__in=ids), "item_id", "pack_id"),
        (Item.objects.filter(cover_id__in=ids), "cover_id", "id"),
    ):
        by_item = rows.order_by().values(column).annotate(n=Count(place, distinct=True))
        counts.update(dict(by_item.values_list(column, "n")))
    for item in items:
        counts[item.pk] += sum(_leads_to(entry, item) for _path, entry in _entries(account.menu))
    return counts


def _rules(item: Item, staff: Staff) -> list[Use]:
    ids = set(Part.objects.filter(item=item).values_list("rule_id", flat=True))
    rules = list(rules_visible_to(staff).filter(pk__in=ids)[:MOST_LISTED])
    since = localdate() - timedelta(days=COUNTED_DAYS)
    sent = dict(
        RuleUse.objects.filter(rule_id__in=ids, day__gte=since)
        .values("rule_id")
        .annotate(n=Sum("count"))
        .values_list("rule_id", "n")
    )
    menu = menu_names(item.account.menu)
    return [
        Use(
            icon="message-reply",
            words=_("规则 %(name)s") % {"name": name_of(rule, menu)},
            hint=_("近 30 天送出 %(n)d 次") % {"n": sent[rule.pk]} if rule.pk in sent else "",
            address=reverse("console:rule", args=[rule.pk]),
        )
        for rule in rules
    ]


def _menu(item: Item) -> list[Use]:
    return [
        Use("layout-bottombar", _("菜单 %(path)s") % {"path": path}, "", reverse("console:menu"))
        for path, entry in _entries(item.account.menu)
        if _leads_to(entry, item)
    ]


def _packs(item: Item) -> list[Use]:
    packs = Item.objects.filter(Q(pack_parts__item=item)).distinct().order_by("title")[:MOST_LISTED]
    return [
        Use("folders", _("资料包 %(title)s") % {"title": pack.title}, "", _address(pack)) for pack in packs
    ]


def _covers(item: Item) -> list[Use]:
    covered = Item.objects.filter(cover=item).order_by("title")[:MOST_LISTED]
    return [
        Use("photo", _("%(title)s 的封面") % {"title": other.title}, "", _address(other)) for other in covered
    ]


def _entries(menu: Any) -> list[tuple[str, dict[str, Any]]]:
    """(看学习 › 本月学习, the entry), for each entry one can press."""
    found = []
    for column in menu or []:
        inside = column.get("sub_button") or []
        if not inside:
            found.append((column.get("name", ""), column))
        found += [(f"{column.get('name', '')} › {entry.get('name', '')}", entry) for entry in inside]
    return found


def _leads_to(entry: dict[str, Any], item: Item) -> bool:
    if str(entry.get("url", "")).partition("?")[0].endswith(f"/read/{item.code}"):
        return True
    kept = getattr(item, "permanent", None) if entry.get("media_id") else None
    return kept is not None and entry.get("media_id") == kept.media_id


def _address(item: Item) -> str:
    return reverse("console:library-item", args=[item.code])
