"""Codes in a gateway's memory: whose a scanned or spoken code is, and what is said to whoever comes by it.

A personal code says its unit's name, like the unit's own: nobody learns of a member by trying numbers.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from zhijian.foundation.followers.links import sign_in_link
from zhijian.foundation.org.models import Change, Succession, Unit
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.codes import LONGEST_SAID, ends_in_a_digit, is_said, normal
from zhijian.rooms.reach.models import CodeBook, Invitation
from zhijian.wechat.events import Scan, Subscribe
from zhijian.wechat.messages import Received, Text

# Names of units are read again so soon after the tree changed, and once in a while in any case: of two
# changes made at the same time, the one with the lower number may become visible last.
NAMES_AFTER_SECONDS: Final = 5.0
NAMES_ANYWAY_SECONDS: Final = 300.0
WRONG_ALLOWED: Final = 10  # different ones, by one person, within
WRONG_WITHIN_SECONDS: Final = 3600.0
MOST_WATCHED: Final = 10_000
_SAFE: Final = frozenset("-_")


class Whose(NamedTuple):
    """The unit as it is called, and where its link leads: a word the portal knows."""

    unit_name: str
    to: str


@dataclass(frozen=True, slots=True)
class Greeting:
    """What one message calls for: `is_certain` before any rule is asked, else beside what a rule says."""

    words: str
    is_certain: bool


class Greeter:
    """One account's codes at one revision. Never changes."""

    __slots__ = ("_account_id", "_by_phrase", "_by_scene", "_watch", "_words")

    def __init__(
        self, account_id: int, by_scene: Mapping[str, Whose], by_phrase: Mapping[str, Whose], watch: "Watch"
    ) -> None:
        self._account_id = account_id
        self._by_scene = by_scene
        self._by_phrase = by_phrase
        self._words = frozenset(phrase[:-4] for phrase in by_phrase)
        self._watch = watch

    def greeting(self, message: Received) -> Greeting | None:
        """None for nearly everything: then nothing was asked of anybody, and nothing read."""
        if isinstance(message, Text):
            return self._to_words(message)
        if isinstance(message, Subscribe):
            whose = self._by_scene.get(message.scene or "")
            return Greeting(self._welcome(whose, message), is_certain=False) if whose else None
        if isinstance(message, Scan):
            whose = self._by_scene.get(message.scene)
            return Greeting(self._again(whose, message), is_certain=True) if whose else None
        return None

    def _to_words(self, message: Text) -> Greeting | None:
        if len(message.content) > LONGEST_SAID or not ends_in_a_digit(message.content):
            return None
        form = normal(message.content)
        whose = self._by_phrase.get(form)
        if whose is None and not (is_said(form) and form[:-4] in self._words):
            return None
        person = (self._account_id, message.from_user)
        if self._watch.is_guessing(person) or whose is None:
            self._watch.note_wrong(person, form)
            return Greeting(_wrong(), is_certain=False)
        return Greeting(self._said(whose, message), is_certain=True)

    def _welcome(self, whose: Whose, message: Received) -> str:
        return _("欢迎您，这里是%(unit)s。") % {"unit": whose.unit_name} + self._lead(whose, message)

    def _again(self, whose: Whose, message: Received) -> str:
        said = _("您已经关注了。您扫的是%(unit)s的码。")
        return said % {"unit": whose.unit_name} + self._lead(whose, message)

    def _said(self, whose: Whose, message: Received) -> str:
        return _("对上了，这里是%(unit)s。") % {"unit": whose.unit_name} + self._lead(whose, message)

    def _lead(self, whose: Whose, message: Received) -> str:
        link = sign_in_link(self._account_id, message.from_user, to=whose.to)
        words = _("点这里，说一声您是谁")
        kept = _("半小时内有效，只认您这部手机。过了时候，发“我的”两个字就行。")
        return f'\n<a href="{link}">{words}</a>\n{kept}'


class Greetings:
    """Of all accounts. `refresh` several times a second, from one thread; ask from any."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._watch = Watch(clock=clock)
        self._greeters: dict[int, Greeter] = {}
        self._revisions: dict[int, int] = {}
        self._last_change: int | None = None
        self._names_at = 0.0

    def of(self, account_id: int) -> Greeter | None:
        return self._greeters.get(account_id)

    def refresh(self) -> None:
        """Read what changed since the last time. Costs two small queries while nothing did."""
        found = dict(CodeBook.objects.values_list("account_id", "revision"))
        if not found:
            self._greeters, self._revisions = {}, {}
            return
        stale = {one for one, revision in found.items() if self._revisions.get(one) != revision}
        last_change = Change.objects.aggregate(last=models.Max("pk"))["last"]
        waited = self._clock() - self._names_at
        if waited >= NAMES_ANYWAY_SECONDS or (
            last_change != self._last_change and waited >= NAMES_AFTER_SECONDS
        ):
            stale = set(found)
            self._last_change, self._names_at = last_change, self._clock()
        if not stale and found.keys() == self._revisions.keys():
            return
        made = {one: _greeter(one, self._watch) for one in stale}
        self._greeters = {one: made.get(one) or self._greeters[one] for one in found}
        self._revisions = found


def _greeter(account_id: int, watch: "Watch") -> Greeter:
    living = Invitation.objects.filter(account=account_id, revoked_at=None)
    rows = list(
        living.values_list("scene", "phrase", "unit_id", "member__unit_id", "member__code", "member__state")
    )
    units = _units({unit for row in rows for unit in (row[2], row[3]) if unit})
    by_scene: dict[str, Whose] = {}
    by_phrase: dict[str, Whose] = {}
    for scene, phrase, unit_id, members_unit_id, code, state in rows:
        unit = units.get(members_unit_id or unit_id)
        if unit is None:
            continue  # its unit is gone without an heir: whoever comes by it is greeted like anybody
        is_his = state == MemberState.ACTIVE
        by_scene[scene] = by_phrase[phrase] = Whose(unit[0], f"member:{code}" if is_his else unit[1])
    return Greeter(account_id, by_scene, by_phrase, watch)


def _units(wanted: set[int]) -> dict[int, tuple[str, str]]:
    """What each is called and where it leads. An old poster of a unit that was merged greets for its heir."""
    fields = ("pk", "name", "code", "closed_on")
    found = {row[0]: row for row in Unit.objects.filter(pk__in=wanted).values_list(*fields)}
    heirs: dict[int, int] = {}
    closed = [pk for pk, row in found.items() if row[3] is not None]
    for old, heir in Succession.objects.filter(predecessor__in=closed, successor__closed_on=None).values_list(
        "predecessor_id", "successor_id"
    ):
        heirs.setdefault(old, heir)
    found |= {row[0]: row for row in Unit.objects.filter(pk__in=heirs.values()).values_list(*fields)}
    whose = {}
    for pk in wanted:
        row = found.get(heirs.get(pk, pk))
        if row is None or row[3] is not None:
            continue
        whose[pk] = (row[1], f"unit:{row[2]}" if _fits_a_link(row[2]) else "bind")
    return whose


def _fits_a_link(code: str) -> bool:
    """What the portal takes behind a colon."""
    return 0 < len(code) <= 40 and all(sign.isalnum() or sign in _SAFE for sign in code)


def _wrong() -> str:
    return _(
        "这几个数字没有对上。请看看海报或卡片上的那一行，把字和四个数字一起再发一次；"
        "拿不准的，发“我的”两个字也能进来。"
    )


class Watch:
    """Who sent wrong numbers lately. From the tenth on, right ones are not told from wrong ones for an hour.

    Each gateway watches for itself: several make the limit so many times as high, which still is no way to
    find anything out.
    """

    def __init__(self, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[tuple[int, str], tuple[float, set[str]]] = {}

    def is_guessing(self, person: tuple[int, str]) -> bool:
        since, forms = self._wrong.get(person, (0.0, frozenset()))
        return len(forms) >= WRONG_ALLOWED and self._clock() - since < WRONG_WITHIN_SECONDS

    def note_wrong(self, person: tuple[int, str], form: str) -> None:
        """The same again, as when WeChat asks three times, is one."""
        with self._lock:
            since, forms = self._wrong.pop(person, (self._clock(), set[str]()))
            if self._clock() - since >= WRONG_WITHIN_SECONDS:
                since, forms = self._clock(), set()
            if len(forms) < WRONG_ALLOWED:
                forms.add(form)
            self._wrong[person] = (since, forms)
            if len(self._wrong) > MOST_WATCHED:
                del self._wrong[next(iter(self._wrong))]
