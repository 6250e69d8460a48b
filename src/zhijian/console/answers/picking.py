"""Choosing from the library and from the rules: a field to search by, and what it finds."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers import reach
from zhijian.console.answers.draft import Draft
from zhijian.console.answers.rule_rows import menu_names, name_of
from zhijian.console.answers.submission import items_named_in
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_named, items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.queries import holding_word, rules_visible_to
from zhijian.rooms.answers.states import Occasion

MOST_FOUND = 8
MOST_STEPS = 60

ICONS = {
    ItemKind.TEXT: "align-left",
    ItemKind.LINK: "link",
    ItemKind.ARTICLE: "news",
    ItemKind.LARGE: "text-size",
    ItemKind.QUESTION: "question-mark",
    ItemKind.IMAGE: "photo",
    ItemKind.VOICE: "volume",
    ItemKind.AUDIO: "headphones",
    ItemKind.VIDEO: "video",
    ItemKind.PACK: "folders",
}


@dataclass(frozen=True, slots=True)
class PickedItem:
    """What a part row shows of the library: the thing chosen, or what was found for the words typed."""

    item: Item | None
    found: list["FoundItem"]

    @property
    def icon(self) -> str:
        return _icon(self.item) if self.item else "folders"


@dataclass(frozen=True, slots=True)
class FoundItem:
    code: str
    title: str
    kind: str
    icon: str


def picked_items(draft: Draft, *, staff: Staff, account: Account) -> dict[int, PickedItem]:
    """By the place of the part row."""
    items = items_named_in(draft, staff=staff, account=account)
    return {
        at: PickedItem(
            items.get(part.item),
            [] if part.item else found_items(part.find, staff=staff, account=account),
        )
        for at, part in enumerate(draft.parts)
        if not part.is_text
    }


def found_items(word: str, *, staff: Staff, account: Account) -> list[FoundItem]:
    """The newest, while nothing is typed."""
    items = items_visible_to(staff, account_id=account.pk)
    named = items_named(items, word.strip()) if word.strip() else items
    return [
        FoundItem(item.code, item.title, str(item.get_kind_display()), _icon(item))
        for item in named[:MOST_FOUND]
    ]


def _icon(item: Item) -> str:
    return ICONS.get(ItemKind(item.kind), "folders")


@require_safe
@staff_only(may_edit_answers)
def library(request: StaffRequest) -> HttpResponse:
    """`?account=&at=&part_find=`: what the library has, as buttons of the editor's form."""
    account = reach.account_to_write_for(request.staff, request.GET.get("account", ""))
    at = request.GET.get("at", "0")
    context = {
        "found": found_items(request.GET.get("part_find", ""), staff=request.staff, account=account),
        "at": at if at.isdecimal() and len(at) < 4 else "0",
        "word": request.GET.get("part_find", ""),
        "account": account,
    }
    return render(request, "console/answers/editor/_found.html", context)


def steps_offered(
    draft: Draft, *, staff: Staff, account: Account, but_not: Rule | None
) -> list[tuple[str, str]]:
    """Rules a number may lead to: steps first, then the rest in their order; those chosen always."""
    found = rules_visible_to(staff).filter(account=account).exclude(occasion=Occasion.FOLLOW)
    if but_not:
        found = found.exclude(pk=but_not.pk)
    chosen = [int(choice.leads_to) for choice in draft.choices if choice.leads_to.isdecimal()]
    steps = list(found.filter(occasion=Occasion.STEP)[:MOST_STEPS])
    others = list(found.exclude(occasion=Occasion.STEP)[: MOST_STEPS - len(steps)])
    known = {rule.pk for rule in (*steps, *others)}
    missing = found.filter(pk__in=[pk for pk in chosen if pk not in known])
    menu = menu_names(account.menu)
    if not draft.choices:
        return []
    return [(str(rule.pk), name_of(rule, menu)) for rule in (*missing, *steps, *others)]


def rules_like(word: str, *, staff: Staff, account: Account, most: int = MOST_FOUND) -> list[tuple[int, str]]:
    """Rules that answer texts and hold this word, by number and name."""
    texts = rules_visible_to(staff).filter(account=account, occasion=Occasion.TEXT)
    found = holding_word(texts, word.strip()) if word.strip() else texts
    return [(rule.pk, name_of(rule, {})) for rule in found[:most]]
