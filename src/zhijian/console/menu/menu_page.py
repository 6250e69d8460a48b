"""The menu editor as a page: grid, the chosen place, versions, and the phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.answers.rule_rows import reply_in_words
from zhijian.console.menu import grid, words
from zhijian.console.menu.entry_form import KINDS, LIST, PHOTOS, RAW, SCANS, EntryForm
from zhijian.console.menu.offered import article_addresses, offered
from zhijian.console.menu.trials import trial_of
from zhijian.console.menu.versions import version_rows
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers.menu import queries
from zhijian.rooms.answers.menu.comparing import changes
from zhijian.rooms.answers.menu.places import (
    Buttons,
    Place,
    entries,
    entry_at,
    fingerprint,
    is_free,
    names_by_key,
    steps,
    tidy,
)
from zhijian.rooms.answers.menu.queries import Menu
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Occasion


@dataclass(frozen=True, slots=True)
class Chip:
    """Whose menu: everybody's, or those with one tag."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """The place below the grid. `steps` are the moves that would change something."""

    at: str
    path: str
    name: str
    seen: str
    is_column: bool
    is_new: bool
    steps: list[str]
    below: int


@dataclass(frozen=True, slots=True)
class Lack:
    """Why it cannot be published, and where to mend it."""

    where: str
    words: str
    address: str


def menu_page(
    request: StaffRequest,
    account: Account,
    *,
    tag: int | None,
    at: Place | None,
    form: EntryForm | None = None,
    says: Sequence[str] = (),
    just_saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`form` is what somebody typed, `says` what is wrong with it; else the place as it is on file."""
    menu = queries.menu_of(account, tag=tag)
    buttons = menu.buttons
    chosen = _chosen(buttons, at)
    by_key = queries.rules_by_key(account)
    found = changes(menu.live_buttons, buttons) if menu.draft else []
    lacks = _lacks(menu, tag=tag)
    unanswered = queries.without_answer(buttons, by_key)
    as_tag = _as_whom(request, menu)
    shown = form or _form_of(account, buttons, chosen)
    may_tag = queries.may_be_conditional(account) and bool(queries.menu_of(account).buttons)
    names = {**names_by_key(tidy(account.menu)), **names_by_key(buttons)}
    context: dict[str, Any] = {
        "account": account,
        "menu": menu,
        "tag": tag,
        "chips": _chips(menu, account) if may_tag or tag is not None else [],
        "grid": grid.grid(
            buttons,
            tag=tag,
            chosen=chosen,
            changes=found,
            lacking=dict.fromkeys([*_places(menu), *(place for place, _entry in unanswered)], ""),
        ),
        "place": _place(buttons, chosen) if chosen else None,
        "form": shown,
        "says": list(says),
        "just_saved": just_saved,
        "kinds": [kind for kind in KINDS if not kind.is_rare],
        "rare_kinds": [kind for kind in KINDS if kind.is_rare],
        "list_kind": LIST,
        "scans": SCANS.items(),
        "photos": PHOTOS.items(),
        "raws": RAW.items(),
        "name_hint": words.name_hint(is_column=chosen.is_column) if chosen else "",
        "offered": offered(shown, staff=request.staff, account=account, by_key=by_key, names=names),
        "tabs": grid.tabs(_seen_by(menu, as_tag), chosen=chosen),
        "as_tag": as_tag,
        "people": _people(account),
        "trial": trial_of(account),
        "welcome": _welcome(account),
        "tapped": _tapped(shown, by_key) if chosen else "",
        "difference": words.difference(found),
        "lacks": lacks,
        "unanswered": [str(entry.get("name", "")) for _place_, entry in unanswered],
        "refusal": words.refusal_words(_refused(menu).refused_code) if _refused(menu) else "",
        "versions": version_rows(menu),
        "may_set": queries.may_be_set(account),
        "may_publish": queries.may_be_set(account) and bool(found) and not lacks and not menu.is_on_its_way,
        "may_tag": may_tag,
        "may_take_over": not buttons and may_manage_accounts(request.staff),
        "by_hand": by_hand(buttons, by_key) if not queries.may_be_set(account) else [],
    }
    return page(request, "console/menu/page.html", context, at="menu", status=status)


def _refused(menu: Menu) -> Any:
    return next((one for one in (menu.draft, menu.live) if one and one.refused_at), None)


def _chosen(buttons: Buttons, at: Place | None) -> Place | None:
    """The place asked for, if there is one or could be one; else the first."""
    if at and (entry_at(buttons, at) is not None or is_free(buttons, at)):
        return at
    return next((place for place, entry in entries(buttons) if "sub_button" not in entry), Place(1))


def _form_of(account: Account, buttons: Buttons, chosen: Place | None) -> EntryForm:
    entry = entry_at(buttons, chosen) if chosen else None
    if entry is None:
        return EntryForm.new(chosen or Place(1))
    return EntryForm.of(entry, articles=article_addresses(account))


def _place(buttons: Buttons, chosen: Place) -> ChosenPlace:
    entry = entry_at(buttons, chosen)
    name = str(entry.get("name", "")) if entry else ""
    column = buttons[chosen.column - 1].get("name", "") if chosen.column <= len(buttons) else ""
    said = name or (_("新的一列") if chosen.is_column else _("新的一项"))
    return ChosenPlace(
        at=str(chosen),
        path=said if chosen.is_column else _("%(column)s › %(name)s") % {"column": column, "name": said},
        name=said,
        seen=fingerprint(entry),
        is_column=chosen.is_column,
        is_new=entry is None,
        steps=steps(buttons, chosen) if entry else [],
        below=len((entry or {}).get("sub_button") or []),
    )


def _chips(menu: Menu, account: Account) -> list[Chip]:
    others = queries.menus_for_tags(account)
    return [
        Chip(_("所有人"), grid.address(tag=None), menu.tag is None),
        *(
            Chip(one.tag_name or str(one.tag), grid.address(tag=one.tag), one.tag == menu.tag)
            for one in others
        ),
    ]


def _as_whom(request: StaffRequest, menu: Menu) -> int | None:
    """With whose eyes one looks at the phone; those of the people this menu is for, unless told otherwise."""
    asked = request.GET.get("as")
    if asked is None:
        return menu.tag
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None


def _people(account: Account) -> list[tuple[str, str]]:
    """Who there is to look as: somebody without a tag, and somebody with each tag that has a menu."""
    tags = [(str(one.tag), one.tag_name or str(one.tag)) for one in queries.menus_for_tags(account)]
    return [("", _("陌生关注者")), *tags] if tags else []


def _seen_by(menu: Menu, tag: int | None) -> Buttons:
    """What such a follower would see once this draft is published: the newest menu for his tag, else
    everybody's."""
    if tag == menu.tag:
        return menu.buttons
    seen = queries.menu_seen_with(menu.account, frozenset([tag] if tag is not None else []))
    return menu.buttons if seen.tag == menu.tag else seen.live_buttons


def _places(menu: Menu) -> list[Place]:
    return [fault.place for fault in queries.faults(menu)] if menu.draft else []


def _lacks(menu: Menu, *, tag: int | None) -> list[Lack]:
    if not menu.draft:
        return []
    named = dict(entries(menu.buttons))
    return [
        Lack(
            str(named.get(fault.place, {}).get("name", "")),
            words.fault_words(fault),
            grid.address(tag=tag, at=fault.place),
        )
        for fault in queries.faults(menu)
    ]


def _welcome(account: Account) -> str:
    """What stands above the menu on a phone that has just followed."""
    rules = Rule.objects.filter(account=account, occasion=Occasion.FOLLOW, switched_off=None)
    rule = rules.order_by("-priority", "id").first()
    first = rule.parts.first() if rule else None
    return (first.text or str(first.item)) if first else ""


def _tapped(form: EntryForm, by_key: Mapping[str, Rule]) -> str:
    """What a tap on the chosen place is answered with, as far as it is written."""
    if form.kind != "answer":
        return ""
    if form.answer == "text":
        return form.text
    key = form.answer.removeprefix("key:") if form.answer.startswith("key:") else form.key
    return reply_in_words(by_key[key]) if key in by_key and form.answer.startswith(("key:", "keep")) else ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """One line to fill in in WeChat's back end."""

    column: str
    name: str
    does: str
    value: str


def by_hand(buttons: Buttons, by_key: Any) -> list[ByHand]:
    """What to type in WeChat's back end where no menu may be set by interface."""
    rows = []
    for place, entry in entries(buttons):
        column = str(buttons[place.column - 1].get("name", ""))
        name = "" if place.is_column else str(entry.get("name", ""))
        if "sub_button" in entry:
            continue
        kind = entry.get("type", "")
        if kind == "view":
            rows.append(ByHand(column, name, _("跳转网页"), str(entry.get("url", ""))))
        elif kind == "miniprogram":
            said = f"{entry.get('appid', '')} {entry.get('pagepath', '')}"
            rows.append(ByHand(column, name, _("跳转小程序"), said))
        else:
            answer = entry.get("answer") or {}
            rule = by_key.get(entry.get("key"))
            first = rule.parts.first() if rule else None
            said = answer.get("text") or ((first.text or str(first.item)) if first else "")
            rows.append(ByHand(column, name, _("发送消息"), said))
    return rows
