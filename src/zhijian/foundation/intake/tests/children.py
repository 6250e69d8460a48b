"""What tests have other processes do. Imports no Django, so that they start quickly."""

import time
from multiprocessing.connection import Connection
from pathlib import Path

from zhijian.foundation.intake.spool import Spool
from zhijian.foundation.intake.store_sqlite import SqliteStore
from zhijian.foundation.intake.tests.builders import an_arrival


def take_in(folder: Path, path: Path) -> None:
    store = SqliteStore(path)
    for _ in range(100):
        Spool(folder).take_in(store)
        if Spool(folder).is_empty():
            return
        time.sleep(0.05)


def keep_for_ever(folder: Path, tell: Connection) -> None:
    spool = Spool(folder)
    for number in range(1_000_000):
        tell.send(spool.keep([an_arrival(number, answer=f"{number:07d}")]))
