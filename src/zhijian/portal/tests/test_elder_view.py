import re

import pytest
from django.test import Client

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import an_article

pytestmark = pytest.mark.django_db

ELDER = '<html lang="zh-Hans" data-view="elder" data-size="1">'
NORMAL = '<html lang="zh-Hans">'


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
