from pathlib import Path

import pytest
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.portal.tests.phones import Town, a_town


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def account(db: None) -> Account:
    return an_account()


@pytest.fixture
def town(account: Account) -> Town:
    return a_town(account)
