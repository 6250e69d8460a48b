"""Reading a take-over: how far it is, what is asked, what will come of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import MANAGE_ACCOUNTS
from zhijian.foundation.staff.sight import accounts_for
from zhijian.rooms.answers.models import TakenMedia, TakeOver
from zhijian.rooms.answers.takeover.old import Old, Thing, read
from zhijian.rooms.answers.takeover.plan import Choice, Plan, Planner
from zhijian.rooms.answers.takeover.questions import Question, questions
from zhijian.rooms.answers.takeover.states import State

FETCH: Final = "answers.fetch_takeover"


def takeovers_visible_to(staff: Staff) -> QuerySet[TakeOver]:
    """The latest first."""
    return TakeOver.objects.filter(account__in=accounts_for(staff, *MANAGE_ACCOUNTS)).select_related(
        "account"
    )


def takeover_of(account: Account) -> TakeOver | None:
    """The latest, which is the one that counts."""
    return TakeOver.objects.filter(account=account).select_related("account").first()


def waiting_takeover(account: Account) -> TakeOver | None:
    """The latest, if somebody has to decide, to import or to switch. What is large is read when asked for."""
    latest = TakeOver.objects.filter(account=account).select_related("account")
    takeover = latest.defer("raw", "rehearsal").first()
    return takeover if takeover and takeover.state in (State.FOUND, State.IMPORTED) else None


@dataclass(frozen=True)
class Found:
    """A take-over that was fetched, read and thought through; each step once."""

    takeover: TakeOver

    @cached_property
    def old(self) -> Old:
        return read(self.takeover.raw)

    @cached_property
    def media(self) -> list[TakenMedia]:
        return list(self.takeover.media.select_related("item").order_by("id"))

    @cached_property
    def gaps(self) -> dict[str, str]:
        """Things that could not be had: name -> title. A thing nobody has asked for yet is no gap."""
        return {one.name: one.title for one in self.media if one.item is None}

    @cached_property
    def questions(self) -> list[Question]:
        return questions(self.old, gaps=self.gaps)

    @cached_property
    def decisions(self) -> dict[str, Choice]:
        """Those that answer a question there is."""
        asked = {question.key for question in self.questions}
        made = self.takeover.decisions.all()
        return {one.question: Choice(one.choice, one.words) for one in made if one.question in asked}

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.key not in self.decisions]

    @cached_property
    def plan(self) -> Plan:
        """With open questions taken as recommended."""
        planner = Planner(
            self.old,
            gaps=self.gaps,
            decisions=self.decisions,
            placeholder=_("（原来在这里的内容没能从微信取回来）"),
            keys=f"menu-taken-{self.takeover.pk}",
        )
        return planner.plan()

    @property
    def is_fetched(self) -> bool:
        return self.takeover.state not in (State.FETCHING, State.FAILED)


def things_to_fetch(takeover: TakeOver) -> list[Thing]:
    """What is named and neither saved nor tried in vain."""
    known = set(takeover.media.values_list("name", flat=True))
    return [thing for thing in read(takeover.raw).things() if thing.name not in known]
