"""Which rules somebody looks for: search, filter and order of the list, as its address says them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import overview
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.queries import holding_word, rules_visible_to
from zhijian.rooms.answers.states import Occasion

Narrowed = Callable[[QuerySet[Rule], Account], QuerySet[Rule]]


@dataclass(frozen=True, slots=True)
class Filter:
    """`is_quiet`: while it holds nothing, nobody needs to see it."""

    label: object
    icon: str
    narrow: Narrowed
    is_quiet: bool = True


FILTERS: dict[str, Filter] = {
    "all": Filter(_("全部"), "", lambda rules, _account: rules, is_quiet=False),
    "same": Filter(
        _("有冲突"), "git-merge", lambda rules, account: overview.sharing_a_word(rules, account=account)
    ),
    "expired": Filter(_("已过期"), "calendar-off", lambda rules, _account: overview.expired(rules)),
    "review": Filter(_("该看看了"), "eye-check", lambda rules, _account: overview.due_for_review(rules)),
    "unused": Filter(
        _("90 天没人问"), "chart-bar-off", lambda rules, account: overview.unused(rules, account=account)
    ),
    "off": Filter(
        _("已停用"), "player-pause", lambda rules, _account: overview.switched_off(rules), is_quiet=False
    ),
    "follow": Filter(
        _("欢迎语"), "", lambda rules, _account: rules.filter(occasion=Occasion.FOLLOW), is_quiet=False
    ),
    "click": Filter(
        _("菜单"), "", lambda rules, _account: rules.filter(occasion=Occasion.CLICK), is_quiet=False
    ),
    "step": Filter(_("分步引导"), "route", lambda rules, _account: rules.filter(occasion=Occasion.STEP)),
}

ORDERS: dict[str, object] = {"asked": _("谁先答"), "used": _("问得多的"), "changed": _("刚改过的")}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is looked for. Whatever the address says that nobody offers is not said."""

    show: str = "all"
    word: str = ""
    order: str = "asked"

    @classmethod
    def read(cls, said: QueryDict) -> "Finding":
        show, order = said.get("show", "all"), said.get("order", "asked")
        return cls(
            show=show if show in FILTERS else "all",
            word=said.get("q", "").strip()[:100],
            order=order if order in ORDERS else "asked",
        )

    @property
    def query(self) -> dict[str, str]:
        """For an address: only what is not so anyway."""
        said = {
            "show": "" if self.show == "all" else self.show,
            "q": self.word,
            "order": "" if self.order == "asked" else self.order,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.word) or self.show != "all"

    def address(self, page: str = "console:rules", **more: str | int) -> str:
        said = {**self.query, **{name: value for name, value in more.items() if value != ""}}
        return reverse(page) + (f"?{urlencode(said)}" if said else "")

    def rules(self, staff: Staff, account: Account) -> QuerySet[Rule]:
        """In the order in which they are asked."""
        found = FILTERS[self.show].narrow(rules_visible_to(staff).filter(account=account), account)
        return holding_word(found, self.word) if self.word else found

    def numbers(self, staff: Staff, account: Account, *, most: int | None = None) -> list[int]:
        """Numbers first, rows after: ordering 100,000 whole rows takes four times as long."""
        found = self.rules(staff, account)
        if self.order == "changed":
            found = found.order_by("-changed_at", "-id")
        if self.order != "used":
            return list(found.values_list("pk", flat=True)[:most])
        inside = set(found.order_by().values_list("pk", flat=True))
        used = [number for number in overview.most_used(account_id=account.pk) if number in inside]
        if most is None or len(used) < most:
            known = set(used)
            used += [number for number in found.values_list("pk", flat=True) if number not in known]
        return used[:most]


def finding_of(request: HttpRequest) -> Finding:
    return Finding.read(request.GET)
