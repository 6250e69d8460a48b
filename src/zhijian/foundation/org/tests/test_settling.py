"""Numbers of changes given out of turn: none is passed over, and nobody is waited for without end."""

import threading

import pytest
from django.db import connection, transaction

from zhijian.foundation.org.models import Change
from zhijian.foundation.org.queries import settled_change

ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite lets one write at a time: numbers come in turn")
def test_a_change_still_being_written_is_waited_for() -> None:
    written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            Change.objects.create(unit_id=1)
            written.set()
            may_end.wait(20)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(20)

    while_writing = settled_change()
    may_end.set()
    writer.join()

    assert (while_writing, settled_change()) == (None, Change.objects.get().pk)
