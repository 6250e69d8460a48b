"""Every page of the console, and who may open it."""

from collections.abc import Iterator, Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from zhijian.console import urls
from zhijian.console.tests.doors import (
    A_SECRET,
    ADMINISTRATORS,
    ONES_OWN,
    ONESELF,
    OPEN_TO_ALL,
    Page,
    all_pages,
)
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.roles import APPROVE_TRANSFERS

pytestmark = pytest.mark.django_db(databases=["default", "intake"])


@pytest.fixture
def pages(account: Account) -> dict[str, Page]:
    return all_pages(account)


def opened(client: Client, page: Page) -> int:
    return client.generic(page.method.upper(), page.address).status_code


def names(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name or ""


def test_every_address_is_in_this_matrix(pages: dict[str, Page]) -> None:
    assert sorted(names(urls.urlpatterns)) == sorted([*pages, *OPEN_TO_ALL])


def test_strangers_are_led_to_sign_in(client: Client, pages: dict[str, Page]) -> None:
    answers = {
        name: client.generic(page.method.upper(), page.address).get("Location", "").partition("?")[0]
        for name, page in pages.items()
    }

    assert answers == dict.fromkeys(pages, "/console/sign-in/")


def test_pieces_lead_the_whole_page_to_sign_in(client: Client, pages: dict[str, Page]) -> None:
    around = {"HX-Request": "true", "HX-Current-URL": "http://testserver/console/answers/?q=x"}

    answers = {
        name: client.generic(page.method.upper(), page.address, headers=around)
        for name, page in pages.items()
    }

    found = {name: (a.status_code, a.get("HX-Redirect"), a.content) for name, a in answers.items()}
    back = "/console/sign-in/?next=%2Fconsole%2Fanswers%2F%3Fq%3Dx"
    assert found == dict.fromkeys(pages, (204, back, b""))


def test_who_has_no_post_opens_only_what_is_about_himself(as_hao: Client, pages: dict[str, Page]) -> None:
    found = {name: opened(as_hao, page) for name, page in pages.items()}

    assert found == {name: _seen_by_hao(page) for name, page in pages.items()}


def _seen_by_hao(page: Page) -> int:
    if page.to == ONESELF:
        return 200 if page.method == "get" else 302
    return 404 if ONES_OWN in (page.to, page.is_about) else 403


def test_an_editor_opens_all_but_the_administrators_pages(as_lin: Client, pages: dict[str, Page]) -> None:
    refused = {name for name, page in pages.items() if opened(as_lin, page) == 403}

    hidden = {A_SECRET, ONES_OWN}
    assert refused == {
        name
        for name, page in pages.items()
        if page.to in (ADMINISTRATORS, APPROVE_TRANSFERS) and page.is_about not in hidden
    } | {"audit"}


def test_an_administrator_opens_every_page(as_wen: Client, pages: dict[str, Page]) -> None:
    found = {name: opened(as_wen, page) for name, page in pages.items() if page.method == "get"}

    assert found == dict.fromkeys(found, 200)


def test_what_is_not_there_is_404(as_wen: Client, pages: dict[str, Page]) -> None:
    found = {
        page.unknown: as_wen.generic(page.method.upper(), page.unknown).status_code
        for page in pages.values()
        if page.unknown
    }

    assert (len(found) > 5, set(found.values())) == (True, {404})


def test_a_number_beyond_every_database_is_404(as_wen: Client, account: Account) -> None:
    beyond = "9" * 30

    statuses = [
        as_wen.get(f"/console/answers/rules/{beyond}/").status_code,
        as_wen.get(f"/console/answers/rules/new/?question={beyond}").status_code,
        as_wen.get(f"/console/answers/?saved={beyond}&rows={beyond}").status_code,
    ]

    assert statuses == [404, 404, 200]


def test_pages_are_never_cached(as_wen: Client, pages: dict[str, Page]) -> None:
    read = [page for page in pages.values() if page.method == "get"]

    kept = {page.name for page in read if "no-store" not in as_wen.get(page.address)["Cache-Control"]}

    assert kept == set()


def test_pages_work_before_there_is_an_account(as_wen: Client) -> None:
    statuses = [
        as_wen.get(f"/console/{path}").status_code
        for path in ("", "accounts/", "more/", "answers/", "answers/unanswered/")
    ]

    assert statuses == [200] * 5
    assert as_wen.get("/console/answers/rules/new/")["Location"] == "/console/answers/"


def test_errors_speak_at_the_door_one_stands_at(client: Client, db: None) -> None:
    pages = [client.get(path) for path in ("/console/nothing/", "/nothing/", "/m/nothing/")]

    assert [(page.status_code, "回到今日" in page.content.decode()) for page in pages] == [
        (404, True),
        (404, False),
        (404, False),
    ]


def test_refused_page_says_whom_to_ask(as_lin: Client, account: Account) -> None:
    page = as_lin.get("/console/staff/").content.decode()

    assert "这里要有相应的岗位才能用。要用，请找本单位管理员给您一个。" in page


def test_who_has_no_post_is_told_so_politely(as_hao: Client, account: Account) -> None:
    page = as_hao.get("/console/").content.decode()

    assert "登录成功了。只是您今天没有岗位" in page
