"""A town with an account and two who administer it."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person


@pytest.fixture
def town() -> Unit:
    return a_unit("青禾镇党委", code="QH")


@pytest.fixture
def hedong(town: Unit) -> Unit:
    return a_unit("河东村党支部", town, code="HD")


@pytest.fixture
def wen(town: Unit) -> Staff:
    return a_person("wen", (Role.ADMINISTRATOR, town))


@pytest.fixture
def lin(town: Unit) -> Staff:
    return a_person("lin", (Role.ADMINISTRATOR, town))


@pytest.fixture
def account(town: Unit) -> Account:
    return an_account(unit=town)
