from pathlib import Path

import pytest
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account


@pytest.fixture
def account(db: None, tmp_path: Path, settings: Settings) -> Account:
    settings.MEDIA_ROOT = tmp_path / "media"
    return an_account()
