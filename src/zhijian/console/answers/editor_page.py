"""The editor as a page: the draft, what may be chosen, what is wrong, and the preview."""

from collections.abc import Mapping

from django.http import HttpResponse

from zhijian.console.access import StaffRequest
from zhijian.console.answers.draft import Draft
from zhijian.console.answers.preview import Preview, preview
from zhijian.console.answers.rule_rows import MATCHES, menu_names, name_of
from zhijian.console.answers.submission import items_named_in
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.states import Occasion
from zhijian.wechat.replies import MAX_TEXT_BYTES

MOST_OFFERED = 300  # newest first; a longer library is searched in the full editor


def editor_page(
    request: StaffRequest,
    draft: Draft,
    *,
    account: Account,
    rule: Rule | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    """422 when something is wrong, with everything that was typed still in its field."""
    menu = menu_names(account.menu)
    context = {
        "rule": rule,
        "name": name_of(rule, menu) if rule else "",
        "draft": draft,
        "account": account,
        "question": request.POST.get("question", request.GET.get("question", "")),
        "wrong": wrong or {},
        "occasions": Occasion.choices,
        "matches": MATCHES.items(),
        "menu": _menu_choices(menu, draft.menu_key),
        "offered": _offered(draft, staff=request.staff, account=account),
        "preview": preview_of(draft, staff=request.staff, account=account),
        "most_bytes": MAX_TEXT_BYTES,
    }
    status = 422 if wrong or draft.is_wrong else 200
    return page(request, "console/answers/editor.html", context, at="answers", status=status)


def preview_of(draft: Draft, *, staff: Staff, account: Account) -> Preview:
    return preview(draft, items=items_named_in(draft, staff=staff, account=account), account=account)


def _menu_choices(menu: Mapping[str, str], current: str) -> list[tuple[str, str]]:
    """The entries of the menu; a key that is no longer in it stays, or saving would change it."""
    gone = [(current, current)] if current and current not in menu else []
    return [*gone, *menu.items()]


def _offered(draft: Draft, *, staff: Staff, account: Account) -> list[tuple[str, list[Item]]]:
    """What may be chosen from the library, by kind; what is chosen already is always among it."""
    newest = {item.code: item for item in items_visible_to(staff, account_id=account.pk)[:MOST_OFFERED]}
    items = {**newest, **items_named_in(draft, staff=staff, account=account)}.values()
    by_kind = [(kind.label, [item for item in items if item.kind == kind]) for kind in _ORDER]
    return [(str(label), found) for label, found in by_kind if found]


_ORDER = (
    ItemKind.PACK,
    ItemKind.ARTICLE,
    ItemKind.LINK,
    ItemKind.TEXT,
    ItemKind.IMAGE,
    ItemKind.VOICE,
    ItemKind.VIDEO,
)
