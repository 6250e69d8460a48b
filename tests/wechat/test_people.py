"""People: blacklist and remarks, web login, notices, tickets. Our client against the sandbox."""

from urllib.parse import parse_qs, urlsplit

import pytest

from zhijian.wechat import errors, jssdk
from zhijian.wechat.client import Client, oauth
from zhijian_sandbox.tests.bench import APPID, Bench


async def test_blacklist_and_remark_arrive(client: Client, qinghe: Bench) -> None:
    qinghe.follower()

    await client.users.set_remark("oMei", remark="老王")
    await client.users.put_on_blacklist(["oMei"])
    listed = await client.users.blacklist()
    await client.users.take_off_blacklist(["oMei"])

    assert (listed.openids, (await client.users.info("oMei")).remark) == (("oMei",), "老王")
    assert (await client.users.blacklist()).total == 0


async def logged_in(client: Client, qinghe: Bench, scope: oauth.Scope) -> oauth.Login:
    """Mei opens a page of ours on her phone."""
    qinghe.follower()
    page = "http://phone-1.localhost:8000/m/"
    address = client.oauth.authorize_url(page, scope=scope, state="s1", base_url=qinghe.url)
    path = address.removeprefix(qinghe.url).partition("#")[0]
    sent = (
        qinghe.http.get(path) if scope is oauth.Scope.BASE else qinghe.http.post(path, data={"choice": "yes"})
    )
    query = parse_qs(urlsplit(sent.headers["location"]).query)
    assert query["state"] == ["s1"]
    return await client.oauth.exchange(query["code"][0])


async def test_person_logs_in_and_is_known_by_name(client: Client, qinghe: Bench) -> None:
    login = await logged_in(client, qinghe, oauth.Scope.USERINFO)

    profile = await client.oauth.profile(login)
    renewed = await client.oauth.refresh(login.refresh_token)
    await client.oauth.check(renewed)

    assert (login.openid, login.scope, login.is_snapshot, login.expires_in) == (
        "oMei",
        "snsapi_userinfo",
        False,
        7200,
    )
    assert (profile.openid, profile.nickname) == ("oMei", "梅")
    assert not any(secret in repr(login) for secret in (login.access_token, login.refresh_token, "oMei"))


async def test_silent_login_tells_no_name(client: Client, qinghe: Bench) -> None:
    login = await logged_in(client, qinghe, oauth.Scope.BASE)

    with pytest.raises(errors.NotAuthorised):
        await client.oauth.profile(login)


async def test_used_code_and_old_login_must_be_made_anew(client: Client, qinghe: Bench) -> None:
    login = await logged_in(client, qinghe, oauth.Scope.BASE)
    with pytest.raises(errors.LoginExpired):
        await client.oauth.exchange("invented")
    qinghe.later(days=31)

    with pytest.raises(errors.TokenInvalid):
        await client.oauth.check(login)
    with pytest.raises(errors.LoginExpired):
        await client.oauth.refresh(login.refresh_token)


async def test_state_has_a_limit(client: Client) -> None:
    with pytest.raises(ValueError, match="128 bytes"):
        client.oauth.authorize_url("http://a/", state="字" * 43)


async def test_notice_is_sent_once_for_each_permission(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    (category,) = await client.notices.categories()
    title = (await client.notices.titles([category.id]))[0]
    keywords = (await client.notices.keywords(title.tid))[:2]
    template_id = await client.notices.add_template(
        title.tid, kids=[one.kid for one in keywords], scene="开会"
    )
    values = {one.key: one.example for one in keywords}
    qinghe.control("POST", "followers/oMei/grants", choices={template_id: "accept"})

    await client.notices.send("oMei", template_id=template_id, values=values, page="http://a/")
    with pytest.raises(errors.NoticeRefused):
        await client.notices.send("oMei", template_id=template_id, values=values)
    (listed,) = await client.notices.templates()
    await client.notices.delete_template(template_id)

    (bubble,) = qinghe.bubbles()
    assert (bubble["title"], len(bubble["rows"]), listed.template_id, listed.kind) == (
        "会议通知",
        2,
        template_id,
        title.kind,
    )
    assert await client.notices.templates() == ()


async def test_one_notice_is_asked_for_on_a_page_and_sent(client: Client, qinghe: Bench) -> None:
    qinghe.follower(appid=APPID, follows=False)
    address = client.once.ask_url(
        "http://phone-1.localhost:8000/m/", template_id="T", scene=7, reserved="r", base_url=qinghe.url
    )
    path = address.removeprefix(qinghe.url).partition("#")[0]
    back = qinghe.http.post(path, data={"choice": "confirm"}).headers["location"]
    (openid,) = parse_qs(urlsplit(back).query)["openid"]

    await client.once.send(openid, template_id="T", scene=7, title="开会", content="明天下午三点")

    with pytest.raises(errors.NoticeRefused):
        await client.once.send(openid, template_id="T", scene=7, title="开会", content="明天下午三点")
    assert [one["title"] for one in qinghe.bubbles()] == ["开会"]


async def test_template_message_is_sent_once_under_its_own_number(client: Client, qinghe: Bench) -> None:
    qinghe.follower()
    await client.template_messages.set_industries(20, 16)
    template_id = await client.template_messages.add_template("1001", keywords=["会议主题"])
    values = {"thing1": "支部党员大会"}

    numbers = [
        await client.template_messages.send(
            "oMei", template_id=template_id, values=values, url="http://a/", client_id="m1"
        )
        for _ in range(2)
    ]
    (listed,) = await client.template_messages.templates()
    await client.template_messages.delete_template(template_id)

    assert (numbers[0], listed.content) == (numbers[1], "会议主题:{{thing1.DATA}}\n")


async def test_long_data_comes_back(client: Client) -> None:
    key = await client.short_keys.keep("loooooong data", seconds=60)

    assert (len(key), await client.short_keys.fetch(key)) == (15, "loooooong data")


async def test_failed_call_is_explained_by_its_rid(client: Client, qinghe: Bench) -> None:
    with pytest.raises(errors.ReceiverUnreachable) as refused:
        await client.users.info("oNobody")

    told = await client.account.explain(refused.value.errmsg.rpartition("rid: ")[2])

    assert (told.client_ip, "40003" in told.response, told.invoke_time > 0) == ("127.0.0.1", True, True)


async def test_ticket_signs_what_the_platform_accepts(client: Client, qinghe: Bench) -> None:
    ticket = await client.account.jsapi_ticket()
    page = "http://phone-1.localhost:8000/m/#top"
    signed = jssdk.signature(ticket=ticket.value, nonce="n", timestamp=1, url=page)

    told = qinghe.control(
        "POST",
        f"apps/{APPID}/jssdk-check",
        url=page.partition("#")[0],
        noncestr="n",
        timestamp=1,
        signature=signed,
    )

    assert told["ok"]
