"""Who sees and does what: every role, at every place of the tree, at every address there is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from zhijian.console.access import CHOSEN_ACCOUNT
from zhijian.console.tests.doors import Page, all_pages
from zhijian.console.tests.doors.matrix import PLACES, House, Somebody, a_house, expected, verdict
from zhijian.console.tests.signing_in import QuickClient, signed_in

LEAST_CELLS = 5000
FEWER = ("village", "neighbour")  # on PostgreSQL: the same rules, asked of another database
HERE = Path(__file__)

# The members' door knows no staff: whoever is signed in at the console is a stranger there.
PORTAL = ("portal", "reading")


DATABASES = sorted(settings.DATABASES)  # one, on PostgreSQL


@pytest.mark.django_db(databases=DATABASES)
@pytest.mark.timeout(900)
def test_everybody_gets_what_is_his_and_nobody_reads_what_is_not() -> None:
    is_second_time = connection.vendor == "postgresql"
    house = a_house(FEWER if is_second_time else PLACES)
    pages = all_pages(house.account)

    wrong, cells = [], 0
    for who in house.people:
        client = _client_of(who, house)
        foreign, above = house.foreign_words(who), house.accounts_above(who)
        for page in pages.values():
            status, body = _opened(client, page)
            secret = foreign - above if page.names_accounts_above else foreign
            leaked = sorted(word for word in secret if word in body)
            should = expected(page, who, at=house.parts["village"].unit.path)
            cells += 1
            if verdict(status) != should or leaked:
                wrong.append(f"{who.name}: {page.name} is {status}, should be {should}; reads {leaked}")

    assert not wrong, "\n".join(wrong)
    assert is_second_time or cells >= LEAST_CELLS


def _client_of(who: Somebody, house: House) -> Client:
    """He says he chose the village's account, whether it is his or not."""
    client = signed_in(who.staff, client=QuickClient())
    session = client.session
    session[CHOSEN_ACCOUNT] = house.account.slug
    session.save()
    return client


def _opened(client: Client, page: Page) -> tuple[int, str]:
    """Whatever the page did is undone: the next one finds everything as it was."""
    with transaction.atomic():
        ask = client.post if page.method == "post" else client.get
        response = ask(page.address, page.data)
        transaction.set_rollback(True)
    return response.status_code, response.getvalue().decode(errors="replace") + response.get("Location", "")


@pytest.mark.django_db(databases=DATABASES)
def test_staff_are_strangers_at_the_members_door() -> None:
    house = a_house()
    addresses = sorted(_portal_addresses())
    somebody = [who for who in house.people if who.name in ("administrator of the house", "nobody at all")]

    found = {
        who.name: [_opened(signed_in(who.staff), Page("", at))[0] for at in addresses] for who in somebody
    }
    as_stranger = [_opened(Client(), Page("", at))[0] for at in addresses]

    assert addresses
    assert found == {who.name: as_stranger for who in somebody}


def _portal_addresses() -> set[str]:
    """Each address of the members' door, about something that is not there."""
    found = set()
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace in PORTAL:
            found |= {_address(resolver.namespace, pattern) for pattern in _patterns(resolver)}
    return found


def _patterns(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += _patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def _address(namespace: str, pattern: URLPattern) -> str:
    given = {
        name: 9999 if "int" in type(how).__name__.lower() else "nothing"
        for name, how in pattern.pattern.converters.items()
    }
    return reverse(f"{namespace}:{pattern.name}", kwargs=given)


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_the_same_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    """A process of its own, because settings choose the database when they are first looked at."""
    told = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    told |= {"TESTS_DATABASE_URL": postgres_url, "PYTHONDONTWRITEBYTECODE": "1"}
    asked = ["-p", "no:randomly", "-p", "no:cacheprovider", "-q", "-m", "not postgres", "-k", "nobody_reads"]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *asked, "--basetemp", str(tmp_path / "inner"), str(HERE)],
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout[-2000:] if done.returncode else "") == (0, "")
