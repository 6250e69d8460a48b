"""Numbers of changes given out of turn: none is passed over, and nobody is waited for without end."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Change, Unit
from zhijian.foundation.org.queries import settled_change
from zhijian.foundation.org.tests.builders import a_unit

ON_POSTGRESQL = connection.vendor == "postgresql"


pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite lets one write at a time: numbers come in turn"),
]


class Another:
    """Somebody else, in the middle of a transaction until he may end it."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act
        self._acted, self._may_end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self._acted.wait(20)

    def _run(self) -> None:
        with transaction.atomic():
            self._act()
            self._acted.set()
            self._may_end.wait(20)
        connection.close()

    @property
    def is_in_it(self) -> bool:
        return self._thread.is_alive()

    def end(self) -> None:
        self._may_end.set()
        self._thread.join()


def test_a_change_still_being_written_is_waited_for() -> None:
    writer = Another(lambda: Change.objects.create(unit_id=1))

    while_writing = settled_change()
    writer.end()

    assert (while_writing, settled_change()) == (None, Change.objects.get().pk)


def test_who_counts_waits_for_nobody_who_holds_a_unit() -> None:
    """He may be about to write a change, and that waits for who counts: one of them would be thrown out."""
    unit = a_unit()
    holder = Another(lambda: Unit.objects.select_for_update().get(pk=unit.pk))

    counted = services.bring_tallies_up(), holder.is_in_it
    holder.end()

    assert counted == (1, True)
