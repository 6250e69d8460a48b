"""A folder of arrivals that the database could not take: one fsynced file each, none lost, none twice.

A file is written under a passing name, fsynced, linked to the name made of its key, and the folder fsynced.
The link is the moment of truth: it is there whole or not at all, and the second to come finds the first. Any
number of processes may write, read and take in at once, and each may be killed between any two lines.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from zhijian.foundation.intake.arrivals import Arrival, from_spool, spool_name, to_spool
from zhijian.foundation.intake.errors import RowRefused, SpoolFailed
from zhijian.foundation.intake.store import Store

FILES_PER_BATCH: Final = 64
# A passing file this old belongs to a process that was killed; its message was never acknowledged.
ABANDONED_AFTER_SECONDS: Final = 600.0
# A folder's time stamp moves in steps of some milliseconds: emptiness seen this long after it is certain.
SETTLED_AFTER_NS: Final = 100_000_000

TRIES: Final = 3

_SUFFIX: Final = ".json"
_PASSING: Final = ".passing"
_REFUSED: Final = ".refused"


class Spool:
    def __init__(self, folder: Path) -> None:
        self._folder = os.fspath(folder)
        self._numbers = count()
        self._empty_at_mtime = -1

    @property
    def folder(self) -> str:
        return self._folder

    def is_empty(self) -> bool:
        """Whether no arrival lies here; usually one stat. A folder that is not there holds nothing."""
        try:
            mtime = os.stat(self._folder).st_mtime_ns
            if mtime == self._empty_at_mtime:
                return True
            if next(self._names(), None) is not None:
                return False
        except OSError:
            return True
        if time.time_ns() - mtime > SETTLED_AFTER_NS:
            self._empty_at_mtime = mtime
        return True

    def count(self) -> int:
        """How many arrivals wait here."""
        try:
            return sum(1 for _ in self._names())
        except OSError:
            return 0

    def find(self, arrival: Arrival) -> Arrival | None:
        """The arrival of the same key that already lies here."""
        return self._read(spool_name(arrival.key) + _SUFFIX)

    def keep(self, batch: Sequence[Arrival]) -> list[str]:
        """Write each arrival durably; return the stored answers, the earlier one's where one was there.

        Raises SpoolFailed when the last of them is not certain to be on the disk.
        """
        if not batch:
            return []
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            answers = [self._keep_one(arrival) for arrival in batch]
            self._sync_folder()
        except OSError as error:
            raise SpoolFailed(os.strerror(error.errno or 0)) from None
        return answers

    def take_in(self, store: Store) -> int:
        """Move what lies here into the store; return how many files went. Safe to run anywhere, any time.

        Raises StoreFailed when the database still will not have them; what is left stays.
        """
        taken = 0
        with self._only_one_at_a_time() as is_mine:
            if is_mine:
                self._drop_abandoned()
                for names in self._batches():
                    taken += self._take_in_batch(names, store)
        return taken

    def arrivals(self) -> Iterator[Arrival]:
        """Everything that lies here now, one at a time; files that go away meanwhile are passed over."""
        for names in self._batches():
            yield from (arrival for name in names if (arrival := self._read(name)) is not None)

    def _keep_one(self, arrival: Arrival) -> str:
        name = spool_name(arrival.key) + _SUFFIX
        for _ in range(TRIES):
            if self._link_new(name, arrival):
                return arrival.answer
            if (first := self._read(name)) is not None:
                return first.answer
            # Taken in since, by another process, or damaged: either way its name is free now.
            self._set_aside_unreadable(name)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _link_new(self, name: str, arrival: Arrival) -> bool:
        """Whether the arrival now lies here under its name, and was the first."""
        passing = os.path.join(self._folder, f".{os.getpid()}-{next(self._numbers)}-{name[:16]}{_PASSING}")
        try:
            file = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            try:
                _write_all(file, to_spool(arrival))
                os.fsync(file)
            finally:
                os.close(file)
            os.link(passing, os.path.join(self._folder, name))
        except FileExistsError:
            return False
        finally:
            _unlink(passing)
        return True

    def _read(self, name: str) -> Arrival | None:
        try:
            with open(os.path.join(self._folder, name), "rb") as file:
                return from_spool(file.read())
        except (OSError, ValueError):
            return None

    def _names(self) -> Iterator[str]:
        with os.scandir(self._folder) as entries:
            yield from (entry.name for entry in entries if entry.name.endswith(_SUFFIX))

    def _batches(self) -> Iterator[list[str]]:
        try:
            names = sorted(self._names())
        except OSError:
            return
        for start in range(0, len(names), FILES_PER_BATCH):
            yield names[start : start + FILES_PER_BATCH]

    def _take_in_batch(self, names: Sequence[str], store: Store) -> int:
        found = {name: arrival for name in names if (arrival := self._read(name)) is not None}
        for name in set(names) - set(found):
            self._set_aside_unreadable(name)
        if not found:
            return 0
        try:
            store.keep(tuple(found.values()))
        except RowRefused:
            for name, arrival in found.items():
                self._take_in_alone(name, arrival, store)
        # Only now: until the commit is durable the file is the message.
        for name in found:
            _unlink(os.path.join(self._folder, name))
        return len(found)

    def _take_in_alone(self, name: str, arrival: Arrival, store: Store) -> None:
        """One row that the database will never have must not hold up the others for ever."""
        try:
            store.keep((arrival,))
        except RowRefused:
            self._set_aside(name)

    def _set_aside_unreadable(self, name: str) -> None:
        try:
            with open(os.path.join(self._folder, name), "rb") as file:
                from_spool(file.read())
        except ValueError:
            self._set_aside(name)
        except OSError:
            return

    def _set_aside(self, name: str) -> None:
        path = os.path.join(self._folder, name)
        try:
            os.rename(path, path + _REFUSED)
        except OSError:
            return

    def _drop_abandoned(self) -> None:
        oldest = time.time() - ABANDONED_AFTER_SECONDS
        with os.scandir(self._folder) as entries:
            abandoned = [e.path for e in entries if e.name.endswith(_PASSING) and e.stat().st_mtime < oldest]
        for path in abandoned:
            _unlink(path)

    def _sync_folder(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _only_one_at_a_time(self) -> Iterator[bool]:
        """Not for correctness, only so that ten processes do not all carry the same files."""
        try:
            lock = os.open(os.path.join(self._folder, ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            yield False
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield True
        except BlockingIOError:
            yield False
        finally:
            os.close(lock)


def _write_all(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]


def _unlink(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
