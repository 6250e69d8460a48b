"""The list of the library: search as one types, a chip a kind, fifty at a time; and what can be added."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.library import words
from zhijian.console.library.uses import use_counts
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.models import Item, SearchEntry
from zhijian.foundation.library.queries import entries_named, items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_library

STEP = 50
MOST_SHOWN = 500
EXPIRING = "expiring"
# In the order in which people look for them.
SHOWN_KINDS = (
    ItemKind.PACK,
    ItemKind.ARTICLE,
    ItemKind.AUDIO,
    ItemKind.LARGE,
    ItemKind.QUESTION,
    ItemKind.LINK,
    ItemKind.TEXT,
    ItemKind.IMAGE,
    ItemKind.VOICE,
    ItemKind.VIDEO,
)
WHAT_FOR = {
    ItemKind.PACK: gettext_lazy("读一读、听一听、一页大字版、一道题，一个词就送全"),
    ItemKind.ARTICLE: gettext_lazy("长文章，点开在网页里看；可以从 Word 里粘过来"),
    ItemKind.AUDIO: gettext_lazy("几十分钟的录音，在网页里听"),
    ItemKind.LARGE: gettext_lazy("一页纸讲明白，字特别大，能打印"),
    ItemKind.QUESTION: gettext_lazy("一道讨论题，直接发在聊天里"),
    ItemKind.LINK: gettext_lazy("别处的网页，发成一张卡片"),
    ItemKind.TEXT: gettext_lazy("常用的一段话，改一处，处处换新"),
    ItemKind.IMAGE: gettext_lazy("图片，也能当封面"),
    ItemKind.VOICE: gettext_lazy("微信语音，最长 60 秒"),
    ItemKind.VIDEO: gettext_lazy("MP4 视频，不超过 10 MB"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    address: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    facts: str
    icon: str
    thumb: str
    address: str
    used: str
    rights: words.Flag | None
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[Row]
    total: int
    word: str
    show: str
    more: str


@require_safe
@staff_only(may_edit_library)
def library(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/library/no_account.html", {}, at="library")
    listed = _listed(request, account=request.account)
    if request.headers.get("HX-Target") == "items":
        return render(request, "console/library/_items.html", {"listed": listed})
    chips = _chips(request.staff, account=request.account, show=listed.show)
    context = {"listed": listed, "chips": chips, "total": chips[0].count}
    return page(request, "console/library/list.html", context, at="library")


@require_safe
@staff_only(may_edit_library)
def kinds(request: StaffRequest) -> HttpResponse:
    """What can be added, each with what it is for."""
    if request.account is None:
        return redirect("console:library")
    choices = [(kind.label, WHAT_FOR[kind], words.icon_of(kind), _new_address(kind)) for kind in SHOWN_KINDS]
    return page(request, "console/library/kinds.html", {"choices": choices}, at="library")


def _new_address(kind: str) -> str:
    if kind == ItemKind.PACK:
        return reverse("console:library-new-pack")
    return reverse("console:library-new", args=[kind])


def _chips(staff: Staff, *, account: Account, show: str) -> list[Chip]:
    items = items_visible_to(staff, account_id=account.pk).order_by()
    counts = dict(items.values("kind").annotate(n=Count("pk")).values_list("kind", "n"))
    chips = [Chip(_("全部"), _address(), sum(counts.values()), not show)]
    if expiring := _expiring(items).count():
        chips.append(Chip(_("许可快到期"), _address(show=EXPIRING), expiring, show == EXPIRING))
    for kind in SHOWN_KINDS:
        if counts.get(kind) or kind == show:
            label = str(kind.label)
            chips.append(Chip(label, _address(show=kind.value), counts.get(kind, 0), kind == show))
    return chips


def _listed(request: StaffRequest, *, account: Account) -> Listed:
    word, show = request.GET.get("q", "").strip()[:100], request.GET.get("show", "")
    wanted = request.GET.get("rows", "")
    most = min(int(wanted), MOST_SHOWN) if wanted.isdecimal() and len(wanted) < 9 else STEP
    show = show if show in (EXPIRING, *ItemKind.values) else ""
    entries = (
        entries_named(word, account_id=account.pk) if word else SearchEntry.objects.filter(account=account)
    )
    if show == EXPIRING:
        entries = entries.filter(item__rights_until__lte=localdate() + words.WARN_FOR)
    elif show:
        entries = entries.filter(item__kind=show)
    order = "item__rights_until" if show == EXPIRING else "-item_id"
    numbers = list(entries.order_by(order, "-item_id").values_list("item_id", flat=True)[:most])
    total = len(numbers) if len(numbers) < most else entries.count()
    found = items_visible_to(request.staff, account_id=account.pk).filter(pk__in=numbers)
    fresh = request.GET.get("saved", "")
    place = {number: at for at, number in enumerate(numbers)}
    # What was just saved is what one looks for.
    shown = sorted(
        found.select_related("cover", "permanent").prefetch_related("pack_parts"),
        key=lambda item: (item.code != fresh, place[item.pk]),
    )
    counts = use_counts(shown, account=account)
    more = _address(q=word, show=show, rows=most + STEP) if len(shown) < min(total, MOST_SHOWN) else ""
    return Listed([_row(item, counts.get(item.pk, 0), fresh) for item in shown], total, word, show, more)


def _expiring(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.filter(rights_until__lte=localdate() + words.WARN_FOR)


def _row(item: Item, used: int, fresh: str) -> Row:
    return Row(
        title=item.title,
        facts=words.facts(item),
        icon=words.icon_of(item.kind),
        thumb=_thumb(item),
        address=reverse("console:library-item", args=[item.code]),
        used=ngettext("用在 %(n)d 处", "用在 %(n)d 处", used) % {"n": used} if used else "",
        rights=words.rights_flag(item) if item.rights_until else None,
        is_fresh=item.code == fresh,
    )


def _thumb(item: Item) -> str:
    if item.kind == ItemKind.IMAGE:
        return reverse("reading:file", args=[item.code])
    return reverse("reading:cover", args=[item.code]) if item.cover_id else ""


def _address(**query: str | int) -> str:
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('console:library')}?{asked}" if asked else reverse("console:library")
