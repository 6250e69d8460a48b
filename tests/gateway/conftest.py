"""A home with an empty intake, and WeChat's side of the door."""

import time
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from zhijian.foundation.intake.tests.tables import make_sqlite
from zhijian.gateway.tests.driving import Clock, Platform


@pytest.fixture
def home(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Path:
    with django_db_blocker.unblock():
        make_sqlite(tmp_path / "intake.sqlite3")
    return tmp_path


@pytest.fixture
def platform() -> Platform:
    return Platform(clock=Clock(time.time()))
