"""试一试: what the account would answer, to whom, and which rules lose and why. Nothing is sent."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import localtime, make_aware, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.answers.tried import tried_page
from zhijian.console.answers.units_named import BETWEEN, called_in, names_in, path_in, with_names
from zhijian.console.page import page
from zhijian.foundation.followers.facts import Facts
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.permissions import may_edit_answers
from zhijian.foundation.staff.roster import scope_for
from zhijian.rooms.answers import trying
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.models import Rule, Variant

LONGEST = 600
MOST_AS = 4


@dataclass(frozen=True, slots=True)
class As:
    """Who asks, as the address says it."""

    bound: bool = False
    units: str = ""
    offices: str = ""
    age: str = ""
    tags: str = ""
    at: str = ""

    @classmethod
    def read(cls, said: QueryDict) -> "As":
        age = said.get("age", "").strip()
        units, offices = said.get("units", "").strip(), said.get("offices", "").strip()
        age = age if age.isdecimal() and len(age) < 4 else ""
        return cls(
            bound=said.get("bound") == "1" or bool(age or units or offices),
            units=units,
            offices=offices,
            age=age,
            tags=said.get("tags", "").strip(),
            at=said.get("at", "").strip(),
        )

    def facts_within(self, scope: Scope) -> Facts:
        return Facts(
            is_bound=self.bound,
            unit_path=path_in(self.units, scope),
            offices=frozenset(names_in(self.offices)),
            age=int(self.age) if self.age else None,
            tags=frozenset(names_in(self.tags)),
        )

    @property
    def moment(self) -> datetime:
        """Now, while nothing else is said."""
        try:
            moment = parse_datetime(self.at)
        except ValueError:
            moment = None
        if moment is None:
            return now()
        return make_aware(moment) if moment.tzinfo is None else moment

    @property
    def query(self) -> dict[str, str]:
        said = {
            "bound": "1" if self.bound else "",
            "units": self.units,
            "offices": self.offices,
            "age": self.age,
            "tags": self.tags,
            "at": self.at,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def is_special(self) -> bool:
        return bool(self.units or self.offices or self.tags or self.at)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A chip: who it is, and the page as he would see it."""

    words: str
    address: str
    is_current: bool


@require_safe
@staff_only(may_edit_answers)
def try_it(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return page(request, "console/answers/no_account.html", {}, at="answers")
    text = request.GET.get("q", "").strip()[:LONGEST]
    who = As.read(request.GET)
    tried = None
    if text:
        # Each time another message, so that what is drawn by chance is drawn anew.
        msg_id = time.time_ns()
        told = trying.explain(
            request.account, text, who.facts_within(scope_for(request.staff)), who.moment, msg_id=msg_id
        )
        tried = tried_page(told, account=request.account)
    context = {
        "text": text,
        "who": who,
        "now": f"{localtime():%Y-%m-%dT%H:%M}",
        "people": _people(text, who, account_id=request.account.pk),
        "tried": tried,
        "account": request.account,
    }
    return page(request, "console/answers/try.html", context, at="answers")


def _people(text: str, who: As, *, account_id: int) -> list[Somebody]:
    """A stranger, a bound member, and whoever this account's rules make a difference for."""
    known = [As(), As(bound=True)]
    for audience in _audiences(account_id):
        likely = _somebody_in(audience)
        if likely not in known:
            known.append(likely)
    if who not in known:
        known.append(who)
    return [
        Somebody(
            _words(person),
            f"{reverse('console:rule-try')}?{urlencode({'q': text, **person.query})}",
            person == who,
        )
        for person in known
    ]


def _audiences(account_id: int) -> list[Audience]:
    rules = Rule.objects.filter(account_id=account_id).exclude(audience={})
    variants = Variant.objects.filter(rule__account_id=account_id)
    written = [
        *rules.values_list("audience", flat=True)[:MOST_AS],
        *variants.values_list("audience", flat=True)[:MOST_AS],
    ]
    return [audience for said in written if (audience := Audience.from_json(said))][:MOST_AS]


def _somebody_in(audience: Audience) -> As:
    age = ""
    if audience.age:
        first, last = audience.age
        age = str(first if first > 0 else last)
    offices, tags = audience.offices[:1], audience.tags[:1]
    return As(
        bound=bool(audience.bound or age or audience.units or offices),
        units=with_names(audience.units[:1]),
        offices="、".join(offices),
        age=age,
        tags="、".join(tags),
    )


def _words(person: As) -> str:
    if not person.bound and not person.tags:
        return _("陌生人")
    units = BETWEEN.join(called_in(person.units).values())
    pieces = [units, person.offices, _("%(age)s 岁") % {"age": person.age} if person.age else ""]
    if person.tags:
        pieces.append(_("标签“%(tags)s”") % {"tags": person.tags})
    return " · ".join(filter(None, pieces)) or _("已绑定的党员")
