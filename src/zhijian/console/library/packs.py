"""The editor of packs: reading, audio, one large page, a question; order, permission, preview, paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers.preview import Preview, preview_of_items
from zhijian.console.library import reach, words
from zhijian.console.library.item_page import save_words
from zhijian.console.library.pack_draft import KINDS_FOR, PackDraft, Row
from zhijian.console.library.uses import uses_of
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services
from zhijian.foundation.library.checking import MOST_GREETING_CHARS
from zhijian.foundation.library.errors import ItemChangedMeanwhile, ItemRefused
from zhijian.foundation.library.kinds import ItemKind, Role
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_library
from zhijian.foundation.staff.roles import EDIT_LIBRARY
from zhijian.foundation.staff.sight import accounts_for

MOST_OFFERED = 300
ROLE_ICONS = {
    Role.READING: "book",
    Role.AUDIO: "volume",
    Role.LARGE: "text-size",
    Role.QUESTION: "help-circle",
    Role.OTHER: "folders",
}
ADDED_AS = {Role.AUDIO: ItemKind.AUDIO, Role.LARGE: ItemKind.LARGE, Role.READING: ItemKind.ARTICLE}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as the editor shows it."""

    row: Row
    label: str
    icon: str
    item: Item | None
    facts: str
    rights: words.Flag | None
    origin: str
    offered: Sequence[Item]
    make_new: str


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_edit_library)
def new_pack(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return redirect("console:library")
    account = reach.account_to_write_for(request)
    if request.method != "POST":
        return _editor(request, PackDraft.new(), account=account)
    draft = PackDraft.read(request.POST)
    if request.POST.get("act", "save") != "save":
        return _editor(request, draft.after(request.POST["act"]), account=account)
    items = _named(draft, staff=request.staff, account=account)
    draft = _judged(draft, items)
    if _is_wrong(draft):
        return _editor(request, draft, account=account)
    try:
        made = services.add_pack(
            account_id=account.pk,
            title=draft.title,
            body=draft.body,
            is_findable=draft.is_findable,
            parts=_pieces(draft, items),
            actor=request.staff,
        )
    except ItemRefused as refused:
        return _editor(request, draft, account=account, wrong={refused.field: refused.rule})
    return _to_list(made)


def pack(request: StaffRequest, on_file: Item) -> HttpResponse:
    """A pack on file; the view of items leads here."""
    account = on_file.account
    if request.method != "POST":
        return _editor(request, PackDraft.of(on_file), account=account, item=on_file)
    draft = PackDraft.read(request.POST)
    if request.POST.get("act", "save") != "save":
        return _editor(request, draft.after(request.POST["act"]), account=account, item=on_file)
    items = _named(draft, staff=request.staff, account=account)
    draft = _judged(draft, items)
    if _is_wrong(draft):
        return _editor(request, draft, account=account, item=on_file)
    version = request.POST.get("version", "")
    try:
        services.change_pack(
            on_file,
            parts=_pieces(draft, items),
            by=request.staff,
            seen_version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            title=draft.title,
            body=draft.body,
            is_findable=draft.is_findable,
        )
    except ItemRefused as refused:
        wrong = {refused.field: refused.rule}
        return _editor(request, draft, account=account, item=Item.objects.get(pk=on_file.pk), wrong=wrong)
    except ItemChangedMeanwhile as meanwhile:
        now_there = Item.objects.get(pk=on_file.pk)
        return _editor(request, draft, account=account, item=now_there, meanwhile=meanwhile)
    return _to_list(on_file)


@require_POST
@staff_only(may_edit_library)
def preview(request: StaffRequest) -> HttpResponse:
    account = reach.account_to_write_for(request)
    draft = PackDraft.read(request.POST)
    shown = _preview(draft, _named(draft, staff=request.staff, account=account), account=account)
    return render(request, "console/answers/_preview.html", {"preview": shown})


def _editor(
    request: StaffRequest,
    draft: PackDraft,
    *,
    account: Account,
    item: Item | None = None,
    wrong: Mapping[str, str] | None = None,
    meanwhile: ItemChangedMeanwhile | None = None,
) -> HttpResponse:
    """422 when something is wrong, with everything that was chosen and typed."""
    items = _named(draft, staff=request.staff, account=account)
    uses = uses_of(item, staff=request.staff) if item else []
    context = {
        "item": item,
        "draft": draft,
        "account": account,
        "parts": _rows(draft, items, staff=request.staff, account=account, pack=item),
        "adds": [(role.value, str(role.label), ROLE_ICONS[role]) for role in Role],
        "wrong": wrong or {},
        "meanwhile": meanwhile,
        "theirs": PackDraft.of(item) if item and meanwhile else None,
        "uses": uses,
        "saves": save_words(uses),
        "preview": _preview(draft, items, account=account),
        "leaf": next((items[row.item] for row in draft.rows if _is_large(row, items)), None),
        "most_greeting": MOST_GREETING_CHARS,
        "may_copy": accounts_for(request.staff, *EDIT_LIBRARY).exclude(pk=account.pk).exists(),
    }
    status = 422 if wrong or meanwhile or _is_wrong(draft) else 200
    return page(request, "console/library/pack.html", context, at="library", status=status)


def _named(draft: PackDraft, *, staff: Staff, account: Account) -> dict[str, Item]:
    """By code, those of this account's library only."""
    visible = items_visible_to(staff, account_id=account.pk).exclude(kind=ItemKind.PACK)
    return {item.code: item for item in visible.filter(code__in=draft.codes).select_related("cover")}


def _judged(draft: PackDraft, items: Mapping[str, Item]) -> PackDraft:
    return replace(draft, rows=tuple(_judged_row(row, items) for row in draft.rows))


def _judged_row(row: Row, items: Mapping[str, Item]) -> Row:
    if row.is_question and row.item and not row.text.strip():
        return replace(row, wrong=_("写一道题；不要了就点右边的叉"))
    if row.item and row.item not in items:
        return replace(row, item="", wrong=_("资料库里已经没有这一样了，换一样吧"))
    return row


def _is_wrong(draft: PackDraft) -> bool:
    return any(row.wrong for row in draft.rows)


def _pieces(draft: PackDraft, items: Mapping[str, Item]) -> list[services.Piece]:
    """Rows added and left empty are not meant."""
    return [
        services.Piece(items.get(row.item), row.role, row.text.strip() if row.is_question else "")
        for row in draft.rows
        if row.is_filled
    ]


def _rows(
    draft: PackDraft, items: Mapping[str, Item], *, staff: Staff, account: Account, pack: Item | None
) -> list[PartRow]:
    newest = list(
        items_visible_to(staff, account_id=account.pk)
        .exclude(kind=ItemKind.PACK)
        .select_related("cover")[:MOST_OFFERED]
    )
    return [_part_row(row, items.get(row.item), newest, pack) for row in draft.rows]


def _part_row(row: Row, item: Item | None, newest: Sequence[Item], pack: Item | None) -> PartRow:
    role = Role(row.role)
    fitting = [one for one in newest if one.kind in KINDS_FOR[role]]
    if item and item not in fitting:
        fitting = [item, *fitting]
    kind = ADDED_AS.get(role)
    into = f"?{urlencode({'into': pack.code})}" if pack else ""
    return PartRow(
        row=row,
        label=str(role.label),
        icon=ROLE_ICONS[role],
        item=item,
        facts=words.facts(item) if item else "",
        rights=words.rights_flag(item) if item else None,
        origin=words.origin(item) if item else "",
        offered=fitting,
        make_new=f"{reverse('console:library-new', args=[kind])}{into}" if kind and pack else "",
    )


def _is_large(row: Row, items: Mapping[str, Item]) -> bool:
    return row.item in items and items[row.item].kind == ItemKind.LARGE


def _preview(draft: PackDraft, items: Mapping[str, Item], *, account: Account) -> Preview:
    shown = [_as_typed(row, items.get(row.item)) for row in draft.rows if row.is_filled]
    return preview_of_items([item for item in shown if item], account=account, greeting=draft.body)


def _as_typed(row: Row, item: Item | None) -> Item | None:
    """A question says what is typed, on file or not."""
    return Item(kind=ItemKind.QUESTION, body=row.text) if row.is_question else item


def _to_list(made: Item) -> HttpResponse:
    return redirect(f"{reverse('console:library')}?{urlencode({'saved': made.code})}")
