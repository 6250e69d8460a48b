"""The cast: Wen is the administrator, Lin edits, Hao signs in and may do nothing here."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from zhijian.console.tests.browser import context, in_browser, page, scripts
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.staff import services as staff
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role

__all__ = ["context", "in_browser", "page", "scripts"]  # fixtures of the browser tests

PASSWORD = "long-enough-for-tests"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Argon2 is slow by design; nothing here is about how passwords are kept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nobody_has_failed_yet() -> None:
    """Failed sign-ins are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def account(db: None) -> Account:
    return an_account()


def person(name: str, role: str) -> Staff:
    return staff.take_on(username=name, password=PASSWORD, role=role, name=name.title(), actor="tests")


@pytest.fixture
def wen(db: None) -> Staff:
    return person("wen", Role.ADMINISTRATOR)


@pytest.fixture
def lin(db: None) -> Staff:
    return person("lin", Role.EDITOR)


@pytest.fixture
def hao(db: None) -> Staff:
    return person("hao", "")


@pytest.fixture
def as_wen(wen: Staff) -> Client:
    return signed_in(wen)


@pytest.fixture
def as_lin(lin: Staff) -> Client:
    return signed_in(lin)


@pytest.fixture
def as_hao(hao: Staff) -> Client:
    return signed_in(hao)
