"""The page of an item: its fields, what is wrong, where it is used, what WeChat holds, how it looks."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.answers.preview import preview_of_items
from zhijian.console.library import words
from zhijian.console.library.forms import ItemForm
from zhijian.console.library.listing import WHAT_FOR
from zhijian.console.library.uses import Use, uses_of
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.checking import MOST_CHARS
from zhijian.foundation.library.errors import ItemChangedMeanwhile
from zhijian.foundation.library.kinds import FILE_KINDS, MEDIA_KINDS, ItemKind, rule_of
from zhijian.foundation.library.media import state_of
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import may_be_shown
from zhijian.foundation.staff.roles import EDIT_LIBRARY
from zhijian.foundation.staff.sight import accounts_for
from zhijian.wechat.replies import MAX_TEXT_BYTES

_ACCEPTS = {
    ItemKind.IMAGE: ".png,.jpg,.jpeg,.gif",
    ItemKind.VOICE: ".mp3,.amr",
    ItemKind.VIDEO: ".mp4",
    ItemKind.AUDIO: ".mp3,.m4a,.amr",
}


@dataclass(frozen=True, slots=True)
class FileRule:
    """What may be chosen, for the field and for the check before anything is sent."""

    accept: str
    most_bytes: int
    words: str


def file_rule(kind: str) -> FileRule | None:
    if kind not in FILE_KINDS:
        return None
    rule = rule_of(kind)
    return FileRule(_ACCEPTS[ItemKind(kind)], rule.max_bytes, str(rule.words))


def item_page(
    request: StaffRequest,
    form: ItemForm,
    *,
    account: Account,
    kind: str = "",
    item: Item | None = None,
    into: str = "",
    meanwhile: ItemChangedMeanwhile | None = None,
) -> HttpResponse:
    """422 when something is wrong, with everything that was typed still in its field."""
    kind = item.kind if item else kind
    uses = uses_of(item, staff=request.staff) if item else []
    context = {
        "form": form,
        "item": item,
        "account": account,
        "kind": kind,
        "kind_label": ItemKind(kind).label,
        "what_for": WHAT_FOR[ItemKind(kind)],
        "icon_name": words.icon_of(kind),
        "into": into,
        "meanwhile": meanwhile,
        "differing": _differing(form, item) if meanwhile and item else [],
        "uses": uses,
        "saves": save_words(uses),
        "file_rule": file_rule(kind),
        "facts": words.facts(item) if item else "",
        "is_shown": item is not None and may_be_shown(item),
        "rights": words.rights_flag(item) if item else None,
        "media": state_of(item) if item and kind in MEDIA_KINDS else None,
        "preview": preview_of_items([item], account=account) if item else None,
        "may_copy": bool(item) and accounts_for(request.staff, *EDIT_LIBRARY).exclude(pk=account.pk).exists(),
        "most": MOST_CHARS,
        "most_bytes": MAX_TEXT_BYTES,
    }
    status = 422 if form.errors or meanwhile else 200
    return page(request, "console/library/item.html", context, at="library", status=status)


def save_words(uses: list[Use]) -> str:
    """The consequence stands on the button."""
    if len(uses) < 2:
        return _("保存")
    return _("保存，%(n)d 处一起换新") % {"n": len(uses)}


def _differing(form: ItemForm, item: Item) -> list[tuple[str, str]]:
    """What stands there now, field by field, where it is not what was typed."""
    labels = {
        "title": _("标题"),
        "summary": _("一句话"),
        "body": _("内容"),
        "url": _("地址"),
        "source": _("来源"),
        "author": _("作者"),
        "rights": _("许可"),
    }
    typed = form.cleaned_data
    return [
        (label, getattr(item, name))
        for name, label in labels.items()
        if name in typed and typed[name] != getattr(item, name)
    ]
