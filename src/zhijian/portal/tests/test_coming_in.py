"""Coming in: who is let in, and what everybody else reads."""

import time
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.utils.timezone import now
from pytest_django import Settings

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers import links
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.visits import services as visits
from zhijian.foundation.visits.models import Arrival, Visit
from zhijian.foundation.visits.states import Outcome
from zhijian.portal.tests.phones import BROWSER, VISIT, Phone, Town

pytestmark = pytest.mark.django_db


def set_out(phone: Phone, account: Account, **query: str) -> str:
    """The state WeChat is sent."""
    answer = phone.get(f"/m/wechat/to/{account.slug}/", **query)
    return parse_qs(urlsplit(answer["Location"]).query)["state"][0]


def come_back(phone: Phone, state: str, *, code: str = "c") -> HttpResponse:
    return phone.get("/m/wechat/back/", state=state, code=code)


def heading(answer: Any) -> str:
    return str(answer.content.decode()).partition("<h1>")[2].partition("</h1>")[0]


def settle(outcome: Outcome, follower: Follower | None = None) -> str:
    """What the worker does; the address of the waiting page."""
    arrival = Arrival.objects.get()
    (claimed,) = visits.claim_waiting(arrival.account_id)
    visits.note_outcome(claimed, outcome, follower=follower)
    return f"/m/wechat/wait/{arrival.pk}/"


def test_wechat_is_asked_in_the_order_it_insists_on(town: Town, settings: Settings) -> None:
    answer = Phone().get("/m/wechat/to/qinghe/", to="bind")

    arrival = Arrival.objects.get()
    address, _, state = answer["Location"].partition("&state=")
    assert address == (
        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx-qinghe-0001"
        f"&redirect_uri={settings.ZHIJIAN_PUBLIC_URL.replace(':', '%3A').replace('/', '%2F')}%2Fm%2Fwechat"
        "%2Fback%2F&response_type=code&scope=snsapi_base"
    )
    assert (state.endswith("#wechat_redirect"), arrival.to, arrival.outcome) == (True, "bind", "begun")


def test_a_sandbox_is_asked_beside_its_api(town: Town) -> None:
    Account.objects.update(api_base="http://localhost:8001")

    answer = Phone().get("/m/wechat/to/qinghe/")

    assert answer["Location"].startswith("http://localhost:8001/connect/oauth2/authorize?appid=")


def test_who_is_back_waits_for_the_worker_and_is_let_in(town: Town) -> None:
    phone, mei = Phone(), a_follower(town.account)
    state = set_out(phone, town.account, to="me")
    waiting = come_back(phone, state)["Location"]
    before = phone.get(waiting)
    task = Task.objects.get(name=visits.CHORE)

    after = phone.get(settle(Outcome.IN, mei))

    assert (before.status_code, before["Refresh"]) == (200, f"1; url={waiting}")
    assert task.arguments == {"account": town.account.pk}
    assert (after.status_code, after["Location"]) == (302, "/m/me/")
    assert Visit.objects.get().follower == mei
    assert phone.get("/m/me/").status_code == 200


def test_cookies_are_for_this_door_and_no_script(town: Town, settings: Settings) -> None:
    phone = Phone()
    set_out(phone, town.account)
    come_back(phone, set_out(phone, town.account))
    Arrival.objects.filter(outcome=Outcome.BEGUN).delete()
    answer = phone.get(settle(Outcome.IN, a_follower(town.account)))

    cookie = answer.cookies[VISIT]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (
        True,
        "Lax",
        "/m/",
        30 * 86400,
    )
    settings.SESSION_COOKIE_SECURE = True
    secure = Phone().get("/m/wechat/to/qinghe/").cookies[f"__Host-{BROWSER}"]
    assert (secure["secure"], secure["path"], secure["domain"]) == (True, "/", "")


def test_a_visit_is_given_once(town: Town) -> None:
    phone = Phone()
    come_back(phone, set_out(phone, town.account))
    waiting = settle(Outcome.IN, a_follower(town.account))
    phone.get(waiting)

    again = phone.get(waiting)

    assert (again.status_code, VISIT in again.cookies, Visit.objects.count()) == (302, False, 1)


def test_a_state_from_another_browser_lets_nobody_in_and_is_not_spent(town: Town) -> None:
    mine, other = Phone(), Phone()
    state = set_out(mine, town.account)
    set_out(other, town.account)

    refused = come_back(other, state)

    assert (refused.status_code, heading(refused)) == (403, "不是在这部手机上开始的")
    assert come_back(mine, state).status_code == 302


def test_waiting_page_is_for_the_browser_that_began(town: Town) -> None:
    phone = Phone()
    come_back(phone, set_out(phone, town.account))

    waiting = settle(Outcome.IN, a_follower(town.account))

    assert (Phone().get(waiting).status_code, phone.get(waiting).status_code) == (404, 302)


def test_a_state_is_good_for_one_return(town: Town) -> None:
    phone = Phone()
    state = set_out(phone, town.account)
    come_back(phone, state)

    again = come_back(phone, state)

    assert (again.status_code, heading(again)) == (403, "这一次已经用过了")
    assert Task.objects.filter(name=visits.CHORE).count() == 1


@pytest.mark.parametrize("code", ["", "c" * 513])
def test_a_code_wechat_never_gave_does_not_spend_the_state(town: Town, code: str) -> None:
    phone = Phone()
    state = set_out(phone, town.account)

    refused = come_back(phone, state, code=code)

    assert (refused.status_code, heading(refused)) == (404, "这条链接不完整")
    assert not Task.objects.filter(name=visits.CHORE).exists()
    assert come_back(phone, state).status_code == 302


def test_whoever_is_in_already_and_goes_back_lands_at_home(town: Town) -> None:
    phone = Phone()
    state = set_out(phone, town.account)
    come_back(phone, state)
    phone.get(settle(Outcome.IN, a_follower(town.account)))

    assert come_back(phone, state)["Location"] == "/m/"


def test_a_state_lasts_five_minutes(town: Town) -> None:
    phone = Phone()
    state = set_out(phone, town.account)
    Arrival.objects.update(begun_at=now() - timedelta(minutes=5, seconds=1))

    refused = come_back(phone, state)

    assert (refused.status_code, heading(refused)) == (410, "隔得太久了")


@pytest.mark.parametrize("state", ["", "invented", "x" * 5000])
def test_an_invented_state_plans_nothing(town: Town, state: str) -> None:
    refused = come_back(Phone(), state)

    assert (refused.status_code, heading(refused)) == (404, "这条链接不完整")
    assert not Task.objects.filter(name=visits.CHORE).exists()


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/console/", "unit:../x", "x" * 900]
)
def test_nobody_is_led_elsewhere(town: Town, to: str) -> None:
    phone = Phone()
    come_back(phone, set_out(phone, town.account, to=to))

    assert phone.get(settle(Outcome.IN, a_follower(town.account)))["Location"] == "/m/"


@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [
        (Outcome.STALE, 403, "这一次已经用过了"),
        (Outcome.STRANGER, 403, "您还没有关注这个公众号"),
        (Outcome.SNAPSHOT, 403, "现在看到的是快照"),
        (Outcome.TROUBLE, 503, "微信那边没有回话"),
    ],
)
def test_whoever_is_not_let_in_reads_why(town: Town, outcome: Outcome, status: int, said: str) -> None:
    phone = Phone()
    come_back(phone, set_out(phone, town.account))

    answer = phone.get(settle(outcome))

    assert (answer.status_code, heading(answer), VISIT in answer.cookies) == (status, said, False)
    assert Arrival.objects.get().code.reveal() == ""


def test_waiting_ends(town: Town) -> None:
    phone = Phone()
    waiting = come_back(phone, set_out(phone, town.account))["Location"]
    Arrival.objects.update(begun_at=now() - timedelta(seconds=60), came_at=now() - timedelta(seconds=30))

    answer = phone.get(waiting)

    assert (answer.status_code, heading(answer), "Refresh" in answer) == (503, "微信那边没有回话", False)


def test_accounts_without_sign_in_say_which_word_to_send(town: Town) -> None:
    Account.objects.update(kind="subscription")

    led = Phone().get("/m/wechat/to/qinghe/")
    page = Phone().words("/m/come-in/")

    assert (led["Location"], "发“我的”两个字" in page, "用微信进来" in page) == ("/m/come-in/", True, False)


def test_an_accounts_entrance_leads_straight_on(town: Town) -> None:
    known = town.stranger()

    ways = [phone.get("/m/at/qinghe/", to="unit:hedong")["Location"] for phone in (known, Phone())]

    assert ways == ["/m/bind/?unit=hedong", "/m/wechat/to/qinghe/?to=unit%3Ahedong"]


def test_who_is_in_at_one_account_comes_in_at_another_anew(town: Town) -> None:
    an_account("yunxi", name="云溪镇党建")

    led = town.stranger().get("/m/at/yunxi/", to="me")

    assert led["Location"] == "/m/wechat/to/yunxi/?to=me"


# --- The link given in chat --------------------------------------------------------------------------------


def link_for(account: Account, openid: str = "o-mei", *, to: str = "home", ago: float = 0) -> str:
    address = links.sign_in_link(account, openid, to=to, clock=lambda: time.time() - ago)
    return urlsplit(address).path


def test_opening_a_link_does_nothing_yet(town: Town) -> None:
    """WeChat looks at links by itself; that must not use them up."""
    a_follower(town.account)

    page = Phone().get(link_for(town.account))

    assert (page.status_code, Visit.objects.count(), VISIT in page.cookies) == (200, 0, False)


def test_the_button_lets_its_follower_in(town: Town) -> None:
    mei, phone, link = a_follower(town.account), Phone(), link_for(town.account, to="bind")

    answer = phone.post(link, seen=link)

    assert (answer["Location"], Visit.objects.get().follower) == ("/m/bind/", mei)
    assert phone.get("/m/bind/").status_code == 200


def test_a_link_opened_on_another_phone_says_so(town: Town) -> None:
    a_follower(town.account)
    link = link_for(town.account)
    Phone().post(link, seen=link)
    other = Phone()

    refused = other.post(link, seen=link)

    assert (refused.status_code, heading(refused)) == (403, "这条链接在别的手机上打开过")
    assert other.get("/m/me/").status_code == 302


def test_a_link_grows_too_old(town: Town) -> None:
    a_follower(town.account)
    link = link_for(town.account, ago=links.LASTS_SECONDS + 5)

    refused = Phone().post(link, seen=link)

    assert (refused.status_code, heading(refused)) == (410, "这条链接过时了")


@pytest.mark.parametrize("typed", ["o-mei", "o6_bmjrPTlm6_2sgVt7hMZOPfL2M", "x" * 2000])
def test_an_openid_typed_into_an_address_lets_nobody_in(town: Town, typed: str) -> None:
    a_follower(town.account)

    refused = Phone().post(f"/m/in/{typed}/")

    assert (refused.status_code, heading(refused), Visit.objects.count()) == (404, "这条链接不完整", 0)
