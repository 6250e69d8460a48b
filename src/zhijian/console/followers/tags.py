"""The account's tags: what each of ours is for, how many carry it, when it was used; and asking for one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.followers import reach, words
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.models import Tag, TagBook
from zhijian.foundation.followers.services.tagging import MOST, TagFor
from zhijian.foundation.org.models import Label, Unit
from zhijian.foundation.org.queries import labels_by_name, units_within
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS
from zhijian.foundation.staff.roster import scope_for

MOST_OFFERED = 300
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Row:
    tag: Tag
    for_whom: str
    people: int
    not_taken: int
    why: str


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def tags(request: StaffRequest) -> HttpResponse:
    """GET: the list; POST: one more."""
    account = request.account
    if account is None:
        return page(request, "console/followers/tags.html", {"account": None}, at="followers")
    if request.method != "POST":
        return _shown(request, account, {})
    wanted = _wanted(request.staff, request.POST)
    if wanted is None:
        return _shown(request, account, request.POST, says=_("选一个组织、一个标签或者年龄；年龄写两个数。"))
    services.claim_tag(account, wanted, used_for=_("手工要的"), by=request.staff)
    return redirect("console:followers-tags")


@require_POST
@staff_only(may_manage_accounts)
def returning(request: StaffRequest, number: int) -> HttpResponse:
    services.return_tag(reach.tag_to_return(request.staff, number), by=request.staff)
    return redirect("console:followers-tags")


def _shown(
    request: StaffRequest, account: Account, typed: Mapping[str, str], *, says: str = ""
) -> HttpResponse:
    mine = Tag.objects.filter(account=account).select_related("unit", "label")
    counted = mine.annotate(
        people=Count("carriers", filter=Q(carriers__errcode=0)),
        not_taken=Count("carriers", filter=~Q(carriers__errcode=0)),
    )
    rows = [
        Row(tag, words.for_whom(tag), tag.people, tag.not_taken, words.why_no_tag(tag.errcode))
        for tag in counted.order_by("name")
    ]
    book = TagBook.objects.filter(account=account).first()
    by_hand = book.made_by_hand if book else 0
    context = {
        "account": account,
        "rows": rows,
        "by_hand": by_hand,
        "free": max(MOST - by_hand - len(rows), 0),
        "why": words.why_no_tag(book.errcode) if book else "",
        "units": units_within(scope_for(request.staff, *MANAGE_ACCOUNTS)).order_by("path")[:MOST_OFFERED],
        "labels": list(labels_by_name().values()),
        "typed": typed,
        "says": says,
    }
    return page(request, "console/followers/tags.html", context, at="followers", status=422 if says else 200)


def _wanted(staff: Staff, typed: Mapping[str, str]) -> TagFor | None:
    unit = _unit(staff, typed.get("unit", "").strip()[:120])
    label = Label.objects.filter(name=typed.get("label", "")).first()
    ages = _ages(typed.get("first", "").strip(), typed.get("last", "").strip())
    is_unknown = (typed.get("unit", "").strip() and unit is None) or ages == ()
    if is_unknown or not (unit or label or ages):
        return None
    return TagFor(unit=unit, label=label, ages=ages or None)


def _unit(staff: Staff, asked: str) -> Unit | None:
    found = units_within(scope_for(staff, *MANAGE_ACCOUNTS)).filter(Q(code=asked) | Q(name=asked))
    return found.first() if asked else None


def _ages(first: str, last: str) -> tuple[int, int] | tuple[()] | None:
    """None: not asked for; (): not understood."""
    if not first and not last:
        return None
    if not all(text == "" or (text.isdecimal() and len(text) < 4) for text in (first, last)):
        return ()
    ages = (int(first or 0), int(last or OLDEST))
    return ages if ages[0] <= ages[1] <= OLDEST else ()
