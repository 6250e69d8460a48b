"""The list of rules: search as one types, filters, three orders, fifty more at a time."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers.finding import FILTERS, ORDERS, Finding, finding_of
from zhijian.console.answers.rule_rows import RuleRow, rows_of, rule_rows
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_answers, may_manage_accounts
from zhijian.rooms.answers import overview
from zhijian.rooms.answers.queries import rules_visible_to

STEP = 50
MOST_SHOWN = 500  # beyond that, searching is quicker than reading


@dataclass(frozen=True, slots=True)
class Chip:
    label: object
    icon: str
    address: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class RuleList:
    """What the list shows of how many, where more of them are, and what else can be done with them."""

    rows: list[RuleRow]
    total: int
    finding: Finding
    more: str
    is_picking: bool = False

    @property
    def word(self) -> str:
        return self.finding.word

    @property
    def step(self) -> int:
        return min(STEP, self.total - len(self.rows))

    @property
    def pick(self) -> str:
        return self.finding.address(pick=1)

    @property
    def stop_picking(self) -> str:
        return self.finding.address()

    @property
    def arrange(self) -> str:
        return self.finding.address("console:rule-order")

    @property
    def as_excel(self) -> str:
        return self.finding.address("console:rules-export", **{"as": "xlsx"})

    @property
    def as_csv(self) -> str:
        return self.finding.address("console:rules-export", **{"as": "csv"})


@require_safe
@staff_only(may_edit_answers)
def rules(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    finding = finding_of(request)
    rule_list = _rule_list(request, finding, staff=request.staff, account=request.account)
    if request.headers.get("HX-Target") == "rules":
        return render(request, "console/answers/_rules.html", {"rule_list": rule_list})
    chips = _chips(finding, staff=request.staff, account=request.account)
    context = {
        "rule_list": rule_list,
        "chips": chips,
        "orders": [
            (label, Finding(finding.show, finding.word, name).address(), name == finding.order)
            for name, label in ORDERS.items()
        ],
        "show": finding.show,
        "may_manage": may_manage_accounts.on(request.staff, request.account),
        "done": request.GET.get("done", ""),
        "total": chips[0].count,
    }
    return page(request, "console/answers/list.html", context, at="answers")


def _chips(finding: Finding, *, staff: Staff, account: Account) -> list[Chip]:
    every = rules_visible_to(staff).filter(account=account)
    counted = overview.counts(every, account=account)
    return [
        Chip(
            kind.label,
            kind.icon,
            Finding(name, "", finding.order).address(),
            counted[name],
            name == finding.show,
        )
        for name, kind in FILTERS.items()
        if counted[name] or not kind.is_quiet or name == finding.show
    ]


def _rule_list(request: HttpRequest, finding: Finding, *, staff: Staff, account: Account) -> RuleList:
    rows = _number(request.GET.get("rows", ""), STEP, MOST_SHOWN)
    fresh = _number(request.GET.get("saved", ""), 0, 1 << 60)
    numbers = finding.numbers(staff, account, most=rows)
    total = len(numbers) if len(numbers) < rows else finding.rules(staff, account).count()
    place = {number: at for at, number in enumerate([fresh, *(n for n in numbers if n != fresh)])}
    found = rows_of(rules_visible_to(staff).filter(account=account, pk__in=place))
    shown = sorted(found, key=lambda rule: place[rule.pk])
    has_more = len(shown) < total and rows < MOST_SHOWN
    is_picking = request.GET.get("pick") == "1"
    more = finding.address(rows=rows + STEP, pick="1" if is_picking else "") if has_more else ""
    return RuleList(
        rows=rule_rows(shown, account=account, fresh=fresh),
        total=total,
        finding=finding,
        more=more,
        is_picking=is_picking,
    )


def _number(text: str, otherwise: int, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 20 else otherwise
