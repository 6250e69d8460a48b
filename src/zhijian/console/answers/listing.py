"""The list of rules: search as one types, four filters, fifty more at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers.rule_rows import RuleRow, rule_rows
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.rooms.answers.models import Rule, SwitchedOff
from zhijian.rooms.answers.queries import holding_word, rules_visible_to
from zhijian.rooms.answers.states import Occasion

STEP = 50
MOST_SHOWN = 500  # beyond that, searching is quicker than reading

Narrowed = Callable[[QuerySet[Rule]], QuerySet[Rule]]

FILTERS: dict[str, tuple[object, Narrowed]] = {
    "all": (_("全部"), lambda rules: rules),
    "off": (_("已停用"), lambda rules: rules.filter(pk__in=SwitchedOff.objects.values("rule_id"))),
    "follow": (_("欢迎语"), lambda rules: rules.filter(occasion=Occasion.FOLLOW)),
    "click": (_("菜单"), lambda rules: rules.filter(occasion=Occasion.CLICK)),
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: object
    address: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class RuleList:
    """What the list shows of how many, and where more of them are."""

    rows: list[RuleRow]
    total: int
    word: str
    more: str

    @property
    def step(self) -> int:
        return min(STEP, self.total - len(self.rows))


@require_safe
@staff_only(may_edit_answers)
def rules(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    found = rules_visible_to(request.staff).filter(account=request.account)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in FILTERS else "all"
    rule_list = _rule_list(request, FILTERS[chosen][1](found), show=chosen, account=request.account)
    if request.headers.get("HX-Target") == "rules":
        return render(request, "console/answers/_rules.html", {"rule_list": rule_list})
    chips = [
        Chip(label, _address(show=name), narrowed(found).count(), name == chosen)
        for name, (label, narrowed) in FILTERS.items()
    ]
    context = {"rule_list": rule_list, "chips": chips, "show": chosen, "total": chips[0].count}
    return page(request, "console/answers/list.html", context, at="answers")


def _rule_list(request: HttpRequest, found: QuerySet[Rule], *, show: str, account: Account) -> RuleList:
    word = request.GET.get("q", "").strip()
    matching = holding_word(found, word) if word else found
    rows = _number(request.GET.get("rows", ""), STEP, MOST_SHOWN)
    fresh = _number(request.GET.get("saved", ""), 0, 1 << 60)
    # Numbers first, rows after: ordering 100,000 whole rows takes four times as long.
    numbers = list(matching.values_list("pk", flat=True)[:rows])
    total = len(numbers) if len(numbers) < rows else matching.count()
    shown = sorted(found.filter(pk__in=[*numbers, fresh]), key=lambda rule: rule.pk != fresh)
    has_more = len(shown) < total and rows < MOST_SHOWN
    return RuleList(
        rows=rule_rows(shown, account=account, fresh=fresh),
        total=total,
        word=word,
        more=_address(show=show, q=word, rows=rows + STEP) if has_more else "",
    )


def _address(**query: str | int) -> str:
    said = {name: value for name, value in query.items() if value not in ("", "all")}
    return reverse("console:rules") + (f"?{urlencode(said)}" if said else "")


def _number(text: str, otherwise: int, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 20 else otherwise
