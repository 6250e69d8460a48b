import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.links import sign_in_link
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.library.tests.builders import an_article
from zhijian.portal.tests.phones import Phone

pytestmark = pytest.mark.django_db

ELDER = '<html lang="zh-Hans" data-view="elder" data-size="1">'
NORMAL = '<html lang="zh-Hans">'
TABS = 'class="with-tabs"'


def test_every_page_head_has_the_door_to_the_elder_view(client: Client, account: Account) -> None:
    paths = (f"/read/{an_article(account).code}", "/m/")

    found = [f'href="{path}?view=elder"' in client.get(path).content.decode() for path in paths]

    assert found == [True, True]


def test_a_link_chooses_and_a_cookie_of_this_door_remembers(client: Client, account: Account) -> None:
    item = an_article(account)

    chosen = client.get(f"/read/{item.code}?view=elder")
    later = client.get(f"/read/{item.code}")

    cookie = chosen.cookies["zj_portal_view"]
    assert list(chosen.cookies) == ["zj_portal_view"]
    assert (cookie.value, cookie["path"]) == ("elder", "/read/")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert ELDER in later.content.decode()


def test_home_remembers_for_its_own_pages(client: Client, db: None) -> None:
    cookie = client.get("/m/?view=elder-2").cookies["zj_portal_view"]

    assert (cookie.value, cookie["path"]) == ("elder-2", "/m/")


def test_normal_view_is_chosen_back(client: Client, account: Account) -> None:
    item = an_article(account)
    client.get(f"/read/{item.code}?view=elder")

    page = client.get(f"/read/{item.code}?view=normal").content.decode()

    assert NORMAL in page


def test_choice_travels_in_links_where_no_cookie_arrives(client: Client, account: Account) -> None:
    page = client.get(f"/read/{an_article(account).code}?view=elder").content.decode()

    assert 'href="/m/?view=elder"' in page


def test_sizes_go_round(client: Client, account: Account) -> None:
    path = f"/read/{an_article(account).code}"
    larger = []
    view = "elder"
    for _ in range(3):
        page = client.get(path, {"view": view}).content.decode()
        links = re.findall(rf'href="{path}\?view=([a-z0-9-]+)"', page)
        view = next(name for name in links if name.startswith("elder"))
        larger.append(view)

    assert larger == ["elder-2", "elder-3", "elder"]


def test_view_nobody_knows_is_the_normal_one(client: Client, account: Account) -> None:
    response = client.get(f"/read/{an_article(account).code}?view=<x>")

    assert (NORMAL in response.content.decode(), dict(response.cookies)) == (True, {})


def test_another_view_of_a_page_is_the_same_page(client: Client, db: None) -> None:
    page = client.get("/m/come-in/?to=me&view=elder").content.decode()

    assert re.search(r'href="/m/come-in/\?to=me&amp;view=normal"', page)


def test_the_bar_of_tabs_stays_away_in_the_elder_view(account: Account) -> None:
    phone = Phone(a_follower(account))

    pages = [phone.words("/m/", view=view) for view in ("normal", "elder")]

    assert [TABS in page for page in pages] == [True, False]


def test_a_link_opened_in_the_elder_view_leads_on_in_it(account: Account) -> None:
    a_follower(account)
    link = urlsplit(sign_in_link(account, "o-mei", to="bind")).path

    answer = Phone().post(f"{link}?view=elder", seen=link)

    assert answer["Location"] == "/m/bind/?view=elder"
