"""Facts of followers in a gateway's memory, and how they are kept true.

A follower is looked up with his first message and remembered. Changes of units, members and bindings name
whom they concern; whoever they name is forgotten, and looked up again when he next writes. A million members
cost a gateway nothing: it knows those who wrote lately, and of them at most so many.
"""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import DatabaseError, close_old_connections, connection, models
from django.db.models import Max
from django.utils.timezone import localdate

from zhijian.foundation.followers.facts import STRANGER, Facts
from zhijian.foundation.followers.looking_up import Archive, Found
from zhijian.foundation.followers.models import BindingChange
from zhijian.foundation.org.models import Change

MOST_REMEMBERED: Final = 100_000  # up to twice as many; a stranger is some 200 bytes, a member some 600
MOST_CHANGES: Final = 5_000  # at once; beyond, everybody is forgotten
# A change may be committed after one with a higher number: those of the last minute are looked at again.
LATE_SECONDS: Final = 60.0

_Key = tuple[int, str]  # account, openid


class Memory:
    """Of all accounts. `refresh` several times a second, from one thread; ask from any."""

    def __init__(self, *, most: int = MOST_REMEMBERED, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._archive = Archive()
        self._lock = threading.Lock()
        # Two generations: whoever is asked for among the old moves to the young, and when those are many the
        # old are forgotten. As good as counting who was asked when, and a hit costs one look into a dict.
        self._young: dict[_Key, Found] = {}
        self._old: dict[_Key, Found] = {}
        self._by_member: dict[int, set[_Key]] = {}
        self._day = localdate()
        self._forgettings = 0
        self._members = _Feed(Change.objects.all(), "member_id", "unit_id", "is_subtree", clock=clock)
        self._bindings = _Feed(BindingChange.objects.all(), "account_id", "openid", clock=clock)

    def facts_of(self, account_id: int) -> "Remembered":
        return Remembered(self, account_id)

    def at_once(self, account_id: int, openid: str) -> Facts | None:
        found = self._young.get((account_id, openid))
        if found is None:
            found = self._old.get((account_id, openid))
            if found is None:
                return None
            self._keep((account_id, openid), found, self._forgettings)
        return found.facts

    def look_up(self, account_id: int, openid: str) -> Facts:
        """With the database away, everybody unknown is a stranger: what is for members only stays so."""
        known = self.at_once(account_id, openid)
        if known is not None:
            return known
        before = self._forgettings
        try:
            # A server closes what is idle. A file does not, and opening it costs ten times the query.
            if connection.vendor != "sqlite" and not connection.in_atomic_block:
                close_old_connections()
            found = self._archive.find(account_id, openid)
        except DatabaseError:
            return STRANGER
        self._keep((account_id, openid), found, before)
        return found.facts

    def refresh(self) -> None:
        """Forget whoever is concerned by what changed since the last time. Costs two small queries."""
        members = self._members.news()
        bindings = self._bindings.news()
        today = localdate()
        if members is None or bindings is None or today != self._day:
            self._forget_all()  # a new day: terms of office begin and end, and on New Year's all grow older
            self._day = today
        elif members or bindings:
            self._forget(members, {(account_id, openid) for account_id, openid in bindings})

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def _keep(self, key: _Key, found: Found, before: int) -> None:
        with self._lock:
            if before != self._forgettings:
                return  # something changed while he was looked up: perhaps he
            self._young[key] = found
            if found.member_id is not None:
                self._by_member.setdefault(found.member_id, set()).add(key)
            if len(self._young) > self._most:
                self._old, self._young = self._young, {}
                self._by_member = _by_member(self._old)

    def _forget_all(self) -> None:
        with self._lock:
            self._forgettings += 1
            self._archive = Archive()
            self._young, self._old, self._by_member = {}, {}, {}

    def _forget(self, members: Iterable[Any], keys: set[_Key]) -> None:
        units = {unit_id for _, unit_id, is_subtree in members if is_subtree}
        persons = {member_id for member_id, _, _ in members if member_id}
        with self._lock:
            self._forgettings += 1
            if units:
                self._archive = Archive()
                keys |= self._keys_within(units)
            for member_id in persons:
                keys |= self._by_member.pop(member_id, set())
            for key in keys:
                self._young.pop(key, None)
                self._old.pop(key, None)

    def _keys_within(self, units: set[int]) -> set[_Key]:
        keys = [key for keys in self._by_member.values() for key in keys]
        found = {key: self._young.get(key) or self._old.get(key) for key in keys}
        return {key for key, one in found.items() if one and not units.isdisjoint(one.unit_ids)}


class Remembered:
    """One account's followers, for whoever answers them."""

    __slots__ = ("_account_id", "_memory")

    def __init__(self, memory: Memory, account_id: int) -> None:
        self._memory = memory
        self._account_id = account_id

    def __call__(self, openid: str) -> Facts:
        return self._memory.look_up(self._account_id, openid)

    def at_once(self, openid: str) -> Facts | None:
        return self._memory.at_once(self._account_id, openid)


def _by_member(some: dict[_Key, Found]) -> dict[int, set[_Key]]:
    found: dict[int, set[_Key]] = {}
    for key, one in some.items():
        if one.member_id is not None:
            found.setdefault(one.member_id, set()).add(key)
    return found


class _Feed:
    """What was added to a table of changes, each row once."""

    def __init__(self, rows: models.QuerySet[Any], *fields: str, clock: Callable[[], float]) -> None:
        self._rows = rows
        self._fields = fields
        self._clock = clock
        self._floor: int | None = None
        self._next_floor = 0
        self._next_at = 0.0
        self._seen: set[int] = set()

    def news(self) -> list[tuple[Any, ...]] | None:
        """None when there are too many to look at one by one."""
        if self._floor is None:
            self._begin()
            return None
        found = self._rows.filter(pk__gt=self._floor).order_by("pk").values_list("pk", *self._fields)
        rows = list(found[: MOST_CHANGES + 1])
        if len(rows) > MOST_CHANGES:
            self._begin()
            return None
        news = [row[1:] for row in rows if row[0] not in self._seen]
        self._seen.update(row[0] for row in rows)
        if self._clock() >= self._next_at:
            self._raise_floor()
        return news

    def _begin(self) -> None:
        self._floor = self._next_floor = self._rows.aggregate(last=Max("pk"))["last"] or 0
        self._seen = set()
        self._next_at = self._clock() + LATE_SECONDS

    def _raise_floor(self) -> None:
        self._floor = floor = self._next_floor
        self._next_floor = max(self._seen, default=floor)
        self._seen = {number for number in self._seen if number > floor}
        self._next_at = self._clock() + LATE_SECONDS
