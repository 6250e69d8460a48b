"""Web logins: a consent screen on the phone, a code used once, and what may be asked after."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from zhijian_sandbox.tests.bench import APPID, SECRET, Bench, Json

PAGE = "http://phone-1.localhost:8000/m/?from=menu"


@pytest.fixture
def mei(qinghe: Bench) -> Bench:
    qinghe.follower()
    return qinghe


def address(
    *, scope: str = "snsapi_base", redirect: str = PAGE, state: str = "s1", appid: str = APPID
) -> str:
    return (
        f"/connect/oauth2/authorize?appid={appid}&redirect_uri={quote(redirect, safe='')}"
        f"&response_type=code&scope={scope}&state={state}"
    )


def code_of(bench: Bench, *, scope: str = "snsapi_base", choice: str = "yes") -> str:
    if scope == "snsapi_base":
        answer = bench.http.get(address())
    else:
        answer = bench.http.post(address(scope=scope), data={"choice": choice})
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def exchange(bench: Bench, code: str, **changes: str) -> Json:
    query = {"appid": APPID, "secret": SECRET, "code": code, "grant_type": "authorization_code", **changes}
    return dict(bench.http.get("/sns/oauth2/access_token", params=query).json())


def refresh(bench: Bench, token: str, **changes: str) -> Json:
    query = {"appid": APPID, "grant_type": "refresh_token", "refresh_token": token, **changes}
    return dict(bench.http.get("/sns/oauth2/refresh_token", params=query).json())


def ask(bench: Bench, name: str, login: Json, **changes: str) -> Json:
    query = {"access_token": login["access_token"], "openid": login["openid"], "lang": "zh_CN", **changes}
    return dict(bench.http.get(f"/sns/{name}", params=query).json())


def test_silent_login_leads_back_with_code_and_state(mei: Bench) -> None:
    answer = mei.http.get(address())

    target = answer.headers["location"]
    assert answer.status_code == 302
    assert target.startswith(f"{PAGE}&code=")
    assert parse_qs(urlsplit(target).query)["state"] == ["s1"]


def test_code_buys_openid_and_token_once(mei: Bench) -> None:
    code = code_of(mei)

    login, again = exchange(mei, code), exchange(mei, code)

    assert again["errcode"] == 40163
    assert len(login.pop("access_token")) > 40
    assert len(login.pop("refresh_token")) > 40
    assert login == {"expires_in": 7200, "openid": "oMei", "scope": "snsapi_base"}


def test_code_lives_five_minutes(mei: Bench) -> None:
    code = code_of(mei)
    mei.later(minutes=5, seconds=2)

    assert exchange(mei, code)["errcode"] == 42003


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"code": "invented"}, 40029),
        ({"code": ""}, 41008),
        ({"grant_type": "x"}, 40002),
        ({"secret": "wrong"}, 40125),
        ({"secret": ""}, 41004),
        ({"appid": "wxnobody"}, 40013),
        ({"appid": ""}, 41002),
    ],
)
def test_exchanges_the_platform_refuses(mei: Bench, changes: dict[str, str], errcode: int) -> None:
    assert exchange(mei, **{"code": code_of(mei), **changes})["errcode"] == errcode


def test_consent_is_asked_for_name_and_picture(mei: Bench) -> None:
    page = mei.http.get(address(scope="snsapi_userinfo"))

    assert page.status_code == 200
    assert all(words in page.text for words in ("青禾镇党建", "<b>梅</b>", "允许", "拒绝"))


def test_consent_tells_name_and_picture(mei: Bench) -> None:
    login = exchange(mei, code_of(mei, scope="snsapi_userinfo"))

    profile = ask(mei, "userinfo", login)

    assert mei.http.get(profile.pop("headimgurl")).headers["content-type"] == "image/svg+xml"
    assert profile == {
        "openid": "oMei",
        "nickname": "梅",
        "sex": 0,
        "language": "",
        "city": "",
        "province": "",
        "country": "",
        "privilege": [],
    }


def test_refusal_leads_nowhere(mei: Bench) -> None:
    answer = mei.http.post(address(scope="snsapi_userinfo"), data={"choice": "no"})

    assert (answer.status_code, "已拒绝" in answer.text) == (200, True)


def test_snapshot_is_nobody(mei: Bench) -> None:
    login = exchange(mei, code_of(mei, scope="snsapi_userinfo", choice="snapshot"))

    assert (login["is_snapshotuser"], login["openid"] == "oMei") == (1, False)
    assert ask(mei, "userinfo", login)["nickname"] == "微信用户"


def test_silent_login_tells_no_name(mei: Bench) -> None:
    assert ask(mei, "userinfo", exchange(mei, code_of(mei)))["errcode"] == 48001


def test_token_is_checked_with_its_openid(mei: Bench) -> None:
    login = exchange(mei, code_of(mei, scope="snsapi_userinfo"))

    answers = [
        ask(mei, "auth", login)["errcode"],
        ask(mei, "auth", login, openid="oBo")["errcode"],
        ask(mei, "auth", login, access_token="invented")["errcode"],
        ask(mei, "userinfo", login, access_token="")["errcode"],
    ]
    mei.later(hours=2, seconds=1)

    assert answers == [0, 40003, 40001, 41001]
    assert ask(mei, "auth", login)["errcode"] == 42001


def test_refreshing_renews_the_token_for_thirty_days(mei: Bench) -> None:
    login = exchange(mei, code_of(mei))
    early = refresh(mei, login["refresh_token"])
    mei.later(hours=3)
    late = refresh(mei, login["refresh_token"])

    assert (
        early["access_token"] == login["access_token"],
        late["access_token"] == login["access_token"],
    ) == (
        True,
        False,
    )
    assert {**late, "access_token": ""} == {**login, "access_token": ""}
    assert ask(mei, "auth", late)["errcode"] == 0
    mei.later(days=30)
    assert refresh(mei, login["refresh_token"])["errcode"] == 42002


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"refresh_token": "invented"}, 40030),
        ({"refresh_token": ""}, 41003),
        ({"grant_type": "x"}, 40002),
        ({"appid": ""}, 41002),
        ({"appid": "wxnobody"}, 40013),
    ],
)
def test_refreshes_the_platform_refuses(mei: Bench, changes: dict[str, str], errcode: int) -> None:
    login = exchange(mei, code_of(mei))

    assert refresh(mei, login["refresh_token"], **changes)["errcode"] == errcode


def test_two_phones_are_two_people(mei: Bench) -> None:
    mei.follower("oBo", name="波")

    answer = mei.http.get(address(redirect="http://phone-2.localhost:8000/m/"))

    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    assert exchange(mei, code)["openid"] == "oBo"


def test_page_under_the_phones_own_name_knows_the_phone(mei: Bench) -> None:
    host = {"host": f"phone-1.localhost:{mei.http.base_url.port}"}

    answer = mei.http.get(address(redirect="http://localhost:8000/m/"), headers=host)

    assert answer.headers["location"].startswith("http://phone-1.localhost:8000/m/?code=")


def test_browser_that_is_no_phone_is_asked_to_choose_one(mei: Bench) -> None:
    page = mei.http.get(address(redirect="http://localhost:8000/m/"))

    assert "请在微信客户端打开链接" in page.text
    assert f'href="http://phone-1.localhost:{mei.http.base_url.port}/connect/oauth2/authorize?' in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("redirect_uri=x&response_type=code&scope=snsapi_base", "10012"),
        (f"appid={APPID}&response_type=code&scope=snsapi_base", "10011"),
        (f"appid={APPID}&redirect_uri=http://a/&response_type=code", "10010"),
        (f"redirect_uri=http://a/&appid={APPID}&response_type=code&scope=snsapi_base", "次序"),
        (f"appid={APPID}&redirect_uri=http://a/&response_type=x&scope=snsapi_base", "参数错误"),
        (f"appid={APPID}&redirect_uri=http://a/&response_type=code&scope=dance", "参数错误"),
        (f"appid={APPID}&redirect_uri=ftp://a/&response_type=code&scope=snsapi_base", "10003"),
        ("appid=wxnobody&redirect_uri=http://a/&response_type=code&scope=snsapi_base", "AppID"),
    ],
)
def test_wrong_addresses_are_said_so_on_the_phone(mei: Bench, query: str, words: str) -> None:
    page = mei.http.get(f"/connect/oauth2/authorize?{query}")

    assert (page.status_code, words in page.text) == (200, True)


def test_state_has_a_limit(mei: Bench) -> None:
    assert "state" in mei.http.get(address(state="s" * 129)).text
    assert mei.http.get(address(state="s" * 128)).status_code == 302


def test_domain_must_be_on_the_list(bench: Bench) -> None:
    bench.register(oauth_domains=["m.example.com"])
    bench.follower()

    other = bench.http.get(address(redirect="https://other.example.com/"))
    host = {"host": f"phone-1.localhost:{bench.http.base_url.port}"}
    listed = bench.http.get(address(redirect="https://m.example.com/x"), headers=host)

    assert "10003" in other.text
    assert listed.headers["location"].startswith("https://m.example.com/x?code=")


@pytest.mark.parametrize(("kind", "verified"), [("subscription", True), ("service", False)])
def test_only_verified_service_accounts_may(bench: Bench, kind: str, verified: bool) -> None:
    bench.register(kind=kind, verified=verified)
    bench.follower()

    assert "10005" in bench.http.get(address()).text
    assert exchange(bench, "x")["errcode"] == 48001


def test_caller_needs_no_whitelist_here(bench: Bench) -> None:
    bench.register(allowed_ips=["10.0.0.0/8"])

    assert exchange(bench, "invented")["errcode"] == 40029


def test_log_hides_codes_and_tokens(mei: Bench) -> None:
    code = code_of(mei)
    login = exchange(mei, code)
    refresh(mei, login["refresh_token"])

    shown = str(mei.log(kind="call"))

    assert not any(
        secret in shown for secret in (code, login["access_token"], login["refresh_token"], SECRET)
    )


def test_login_leads_back_under_the_name_the_phone_has_within_the_desk(mei: Bench) -> None:
    page = "http://phone-1.desk.localhost:8000/m/"
    by_redirect = mei.http.get(address(redirect=page))
    by_referer = mei.http.get(address(redirect="http://localhost:8000/m/"), headers={"referer": page})

    for answer in (by_redirect, by_referer):
        assert answer.headers["location"].startswith(f"{page}?code=")


def test_frame_that_is_no_phone_yet_chooses_one_within_the_desk(mei: Bench) -> None:
    asked = address(redirect="http://localhost:8000/m/")

    framed = mei.http.get(asked, headers={"sec-fetch-dest": "iframe"}).text
    alone = mei.http.get(asked).text

    assert ("//phone-1.desk.localhost:" in framed, "//phone-1.localhost:" in alone) == (True, True)
