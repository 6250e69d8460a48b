"""Every page of this door, and what everybody gets who stands before it."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from zhijian.foundation.visits.models import Visit
from zhijian.portal import urls_home
from zhijian.portal.tests.doors import ROWS, VISITORS, Answer, Row, phones
from zhijian.portal.tests.phones import Phone, Town

pytestmark = pytest.mark.django_db


def answered(phone: Phone, row: Row, town: Town) -> Answer:
    address = row.address(town)
    answer = phone.post(address) if row.method == "post" else phone.get(address)
    return answer.status_code if answer.status_code != 302 else led_to(answer)


def led_to(answer: HttpResponse) -> str:
    """Where to, without what is carried along."""
    address = answer["Location"].partition("?")[0]
    return "https://open.weixin.qq.com" if address.startswith("https://open.weixin.qq.com/") else address


def test_every_address_has_its_row() -> None:
    assert sorted(pattern.name or "" for pattern in urls_home.urlpatterns) == sorted(row.name for row in ROWS)


@pytest.mark.parametrize("who", VISITORS)
def test_everybody_gets_what_is_his(town: Town, who: str) -> None:
    phone = phones(town)[who]
    if who == "staff":
        staff = get_user_model().objects.create_user("wen", password="of the console 1")
        phone.client.force_login(staff)

    found = {row.name: answered(phone, row, town) for row in ROWS}

    assert found == {row.name: row.answers()[who] for row in ROWS}


def test_no_member_is_let_into_the_console(town: Town) -> None:
    phone = town.phone_of(town.chen)

    answer = phone.get("/console/")

    assert (answer.status_code, "/console/sign-in/" in answer["Location"]) == (302, True)


def test_nothing_of_anothers_is_on_ones_own_pages(town: Town) -> None:
    """Wang, of Hexi, reads every page there is: no name, number or unit of Hedong stands on any."""
    town.phone_of(town.chen)
    phone = town.phone_of(town.wang)

    pages = [phone.words(row.address(town)) for row in ROWS if row.is_page and row.method == "get"]

    leaks = [word for page in pages for word in ("陈玉兰", "孙立平", "河东", "0036") if word in page]
    assert (len(pages) > 10, "王建国" in "".join(pages), leaks) == (True, True, [])


def test_pages_of_somebody_are_kept_by_nobody(town: Town) -> None:
    phone = town.phone_of(town.chen)

    kept = {
        row.name
        for row in ROWS
        if row.is_page
        and "no-store" not in phone.get(row.address(town)).headers.get("Cache-Control", "no-store")
    }

    assert kept == set()


def test_public_pages_read_without_signing_in_and_leave_no_visit(town: Town) -> None:
    client = Client()

    statuses = [client.get(path).status_code for path in ("/m/", "/m/size/", "/m/come-in/")]

    assert (statuses, Visit.objects.count()) == ([200] * 3, 0)
