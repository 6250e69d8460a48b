"""Menus on their way: real calls to a sandbox, and what is written down of them."""

from typing import Any

from tests.courier.conftest import MEI, Desk, deliver
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.tasks.models import Task
from zhijian.foundation.tasks.services import finish
from zhijian.rooms.answers.menu import services as menus
from zhijian.rooms.answers.menu.hears import take_back
from zhijian.rooms.answers.menu.queries import menu_of, tried_menu
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.menu.tests.builders import a_draft, opens, press
from zhijian.rooms.answers.models import MenuVersion
from zhijian.worker.answers_chores import try_menu


def sent(account: Account, *, tag: int | None = None) -> bool:
    """Publish the draft and deliver its letter; True when WeChat took it."""
    menus.publish(account=account, tag=tag, by="tests")
    return _delivered()


def _delivered() -> bool:
    (letter,) = outbox.claim_due()
    refused = deliver(letter)
    if refused:
        take_back(letter)
    return not refused


def shown(desk: Desk, account: Account) -> list[str]:
    app = desk.http.get(f"/_sandbox/apps/{account.appid}").json()
    return [entry["name"] for entry in app["menu"]]


def conditional(desk: Desk, account: Account) -> list[dict[str, Any]]:
    token = desk.http.get(
        "/cgi-bin/token",
        params={
            "grant_type": "client_credential",
            "appid": account.appid,
            "secret": account.secret.reveal(),
        },
    ).json()["access_token"]
    found = desk.http.get("/cgi-bin/menu/get", params={"access_token": token}).json()
    return list(found.get("conditionalmenu", []))


def test_a_published_menu_is_live_here_and_there(desk: Desk, account: Account) -> None:
    a_draft(account, [press("两学一做", "STUDY")])

    taken = sent(account)

    account.refresh_from_db()
    assert (taken, shown(desk, account), account.menu, MenuVersion.objects.get().state) == (
        True,
        ["两学一做"],
        [press("两学一做", "STUDY")],
        State.LIVE,
    )


def test_a_refused_menu_leaves_the_old_one_live(desk: Desk, account: Account) -> None:
    a_draft(account, [opens("首页")])
    sent(account)
    a_draft(account, [opens("别人的", "https://qinghe.example/2")])
    desk.control("PUT", "faults/error", errcode=40018, path="menu/create")

    taken = sent(account)

    menu = menu_of(account)
    assert menu.draft
    assert (taken, shown(desk, account), menu.draft.refused_code, menu.live_buttons) == (
        False,
        ["首页"],
        40018,
        [opens("首页")],
    )


def test_a_menu_for_a_tag_replaces_the_one_before(desk: Desk, account: Account) -> None:
    tag = _a_tag(desk, account)
    a_draft(account, [opens("首页")])
    sent(account)
    for name in ("党员", "党员们"):
        a_draft(account, [opens(name)], tag=tag, tag_name="党员")
        assert sent(account, tag=tag)

    there = conditional(desk, account)

    live = menu_of(account, tag=tag).live
    assert live
    assert [(one["button"][0]["name"], str(one["menuid"])) for one in there] == [("党员们", live.menu_id)]


def test_a_menu_for_one_tag_leaves_the_others_there(desk: Desk, account: Account) -> None:
    members, secretaries = _a_tag(desk, account), _a_tag(desk, account, "书记")
    a_draft(account, [opens("首页")])
    sent(account)
    for tag, name in ((secretaries, "书记"), (members, "党员"), (members, "党员们")):
        a_draft(account, [opens(name)], tag=tag)
        sent(account, tag=tag)

    there = {one["button"][0]["name"] for one in conditional(desk, account)}

    assert there == {"书记", "党员们"}


def test_taking_down_where_wechat_has_none_is_done(desk: Desk, account: Account) -> None:
    a_draft(account, [opens("首页")])
    sent(account)
    live = menu_of(account).live
    assert live
    desk.control("PUT", "faults/error", errcode=46003, path="menu/delete")

    menus.take_down(live, by="tests")

    assert (_delivered(), menu_of(account).live) == (True, None)


def test_a_menu_wechat_does_not_let_go_stays_live(desk: Desk, account: Account) -> None:
    tag = _a_tag(desk, account)
    a_draft(account, [opens("首页")])
    sent(account)
    a_draft(account, [opens("党员")], tag=tag)
    sent(account, tag=tag)
    live = menu_of(account, tag=tag).live
    assert live
    desk.control("PUT", "faults/error", errcode=48001, path="menu/delconditional")

    menus.take_down(live, by="tests")
    taken = _delivered()

    live.refresh_from_db()
    assert (taken, live.state, live.refused_code) == (False, State.LIVE, 48001)


def test_taking_down_removes_all_of_them(desk: Desk, account: Account) -> None:
    a_draft(account, [opens("首页")])
    sent(account)
    live = menu_of(account).live
    assert live

    menus.take_down(live, by="tests")
    taken = _delivered()

    account.refresh_from_db()
    assert (taken, shown(desk, account), account.menu) == (True, [], [])


def test_a_menu_that_is_gone_already_is_gone(desk: Desk, account: Account) -> None:
    tag = _a_tag(desk, account)
    a_draft(account, [opens("首页")])
    sent(account)
    a_draft(account, [opens("党员")], tag=tag, tag_name="党员")
    sent(account, tag=tag)
    live = menu_of(account, tag=tag).live
    assert live
    MenuVersion.objects.filter(pk=live.pk).update(menu_id="1")
    live.refresh_from_db()

    menus.take_down(live, by="tests")

    assert (_delivered(), menu_of(account, tag=tag).live) == (True, None)


def _a_tag(desk: Desk, account: Account, name: str = "党员") -> int:
    token = desk.http.get(
        "/cgi-bin/token",
        params={
            "grant_type": "client_credential",
            "appid": account.appid,
            "secret": account.secret.reveal(),
        },
    ).json()["access_token"]
    made = desk.http.post(
        "/cgi-bin/tags/create", params={"access_token": token}, json={"tag": {"name": name}}
    ).json()
    return int(made["tag"]["id"])


def test_wechat_says_which_menu_somebody_sees(desk: Desk, account: Account) -> None:
    tag = _a_tag(desk, account)
    a_draft(account, [opens("首页")])
    sent(account)
    a_draft(account, [opens("党员")], tag=tag, tag_name="党员")
    sent(account, tag=tag)

    seen = {}
    for who in (MEI, "oNobodyOfAll"):
        menus.ask_what_is_seen(account, who=who, by="tests")
        task = Task.objects.get(name="answers.try_menu")
        try_menu(task)
        finish(task)
        seen[who] = tried_menu(account)

    mei, nobody = seen.values()
    assert mei
    assert nobody
    assert mei.menu
    assert (mei.menu.tag, mei.names, nobody.is_refused) == (None, ("首页",), True)
