"""The checks of an account as the page shows them: seven lines, a sum, and what is to be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.console.accounts import check_words
from zhijian.foundation.accounts.checking import (
    FOR_A_PERSON,
    LOOKS_FOR_SECONDS,
    Code,
    State,
    What,
    look_again_after,
)
from zhijian.foundation.accounts.models import Account, Check
from zhijian.foundation.accounts.queries import checks_of

# A worker comes round several times a second; whoever waits longer waits for nobody.
NOBODY_COMES_AFTER: Final = timedelta(seconds=45)
NOBODY_ENDS_AFTER: Final = timedelta(seconds=180)

_LOOKS: Final = {
    State.QUEUED: ("", "circle-dashed"),
    State.RUNNING: ("run", "loader-2"),
    State.WAITING: ("you", "hourglass"),
    State.FINE: ("ok", "circle-check"),
    State.FAILED: ("bad", "circle-x"),
    State.SKIPPED: ("", "circle-minus"),
}
_NOT_YET: Final = ("", "circle-dashed")
LOOKS_FOR: Final = timedelta(seconds=LOOKS_FOR_SECONDS)
_LOOK_EVERY_SECONDS: Final = 2


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line. `address` can be copied; `may_ask` offers 再查一次."""

    what: str
    title: str
    look: str
    icon: str
    word: str
    says: str = ""
    hint: str = ""
    more: str = ""  # how long it is looked for
    number: str = ""
    address: str = ""
    may_ask: bool = False
    is_yours: bool = False  # it waits for something a person does elsewhere
    opens_card: bool = False

    @property
    def failed(self) -> bool:
        return self.look == "bad"


@dataclass(frozen=True, slots=True)
class CheckList:
    """All lines. `is_under_way`: the page should look again, every `look_every_seconds`."""

    rows: Sequence[CheckRow]
    is_under_way: bool
    was_asked: bool
    seen_addresses: Sequence[str]
    look_every_seconds: int = _LOOK_EVERY_SECONDS

    @property
    def failed(self) -> Sequence[CheckRow]:
        return [row for row in self.rows if row.failed]

    @property
    def yours(self) -> Sequence[CheckRow]:
        return [row for row in self.rows if row.is_yours]

    @property
    def is_done(self) -> bool:
        return self.was_asked and not self.is_under_way and not self.failed and not self.yours

    @property
    def may_ask(self) -> bool:
        """Nothing has been asked yet, or somebody may have done his part meanwhile."""
        return not self.is_done and (not self.is_under_way or bool(self.failed or self.yours))

    @property
    def in_short(self) -> str:
        """One line over the list."""
        if not self.was_asked:
            return _("一项一项查，什么也不改")
        fine = sum(row.look == "ok" for row in self.rows)
        yours = len(self.failed) + len(self.yours)
        if not yours:
            return _("%(fine)s 项好了") % {"fine": fine}
        return _("%(fine)s 项好了，%(yours)s 项要您动手") % {"fine": fine, "yours": yours}

    @property
    def next_step(self) -> str:
        """What the bar at the thumb says: the one thing missing."""
        if not self.was_asked:
            return _("上面填好了，就查一遍，约半分钟。")
        if self.failed:
            left = len(self.failed)
            return ngettext("还差 %(left)s 项：%(first)s", "还差 %(left)s 项，先办：%(first)s", left) % {
                "left": left,
                "first": self.failed[0].says or self.failed[0].title,
            }
        if self.yours:
            return self.yours[0].hint
        return _("正在一项一项查，页面会自己变。") if self.is_under_way else _("都好了。")


def check_list(account: Account) -> CheckList:
    known = checks_of(account.pk)
    rows = [_row(what, known.get(what)) for what in What]
    under_way = [check for check in known.values() if check.is_under_way and not _is_left_alone(check)]
    every = min((_look_every(check) for check in under_way), default=_LOOK_EVERY_SECONDS)
    return CheckList(rows, bool(under_way), bool(known), _seen(known), every)


def _look_every(check: Check) -> int:
    """As often as the worker looks for what a person must do: what is asked of WeChat, all the time."""
    if not check.is_looked_for:
        return _LOOK_EVERY_SECONDS
    return look_again_after((now() - check.asked_at).total_seconds()) or _LOOK_EVERY_SECONDS


def _row(what: What, check: Check | None) -> CheckRow:
    title = str(check_words.TITLES[what])
    if check is None:
        look, icon = _NOT_YET
        beforehand = str(check_words.BEFOREHAND[what])
        return CheckRow(
            what.value, title, look, icon, str(check_words.STATES[State.WAITING]), hint=beforehand
        )
    if _is_left_alone(check):
        word = str(check_words.STATES[State.FAILED])
        nobody = str(check_words.NOBODY_CAME)
        return CheckRow(what.value, title, "bad", "circle-x", word, says=nobody, may_ask=True)
    return _known_row(what, check, title)


def _known_row(what: What, check: Check, title: str) -> CheckRow:
    finding = check.finding
    says, hint = check_words.says(finding)
    is_yours = finding.state in (State.WAITING, State.RUNNING) and finding.code in FOR_A_PERSON
    waits = finding.state == State.WAITING
    look, icon = _LOOKS[finding.state] if is_yours or not waits else _NOT_YET
    number = check_words.FOR_THE_TECHNICIAN % {"number": finding.errcode} if finding.errcode else ""
    return CheckRow(
        what.value,
        title,
        look,
        icon,
        _("等您") if is_yours else str(check_words.STATES[finding.state]),
        says=says,
        hint=hint,
        more=_how_long(check) if is_yours else "",
        number=number,
        address=str(finding.facts.get("address", "")) if finding.code == Code.IP_NOT_ALLOWED else "",
        may_ask=finding.state == State.FAILED or (is_yours and waits),
        is_yours=is_yours,
        opens_card=what == What.RIGHTS and finding.state == State.FINE,
    )


def _how_long(check: Check) -> str:
    """Of what waits for a person: until when it is looked for, or that nobody looks any more."""
    if check.is_looked_for:
        return check_words.LOOKING % {"until": check_words.time_of_day(check.asked_at + LOOKS_FOR)}
    if check.at - check.asked_at < LOOKS_FOR:
        return ""
    return check_words.LOOKED_IN_VAIN % {"minutes": LOOKS_FOR_SECONDS // 60}


def _is_left_alone(check: Check) -> bool:
    """It has been asked for, and no worker has taken it or ended it."""
    if not check.is_under_way:
        return False
    patience = NOBODY_COMES_AFTER if check.state == State.QUEUED else NOBODY_ENDS_AFTER
    return now() - max(check.asked_at, check.at) > patience


def _seen(known: Mapping[What, Check]) -> Sequence[str]:
    """Addresses WeChat has seen us come from, the newest first."""
    check = known.get(What.IP)
    return [str(address) for address in check.facts.get("addresses", [])] if check else []
