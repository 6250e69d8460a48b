import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account


@pytest.fixture
def account(db: None) -> Account:
    return an_account()
