"""The older form of a notice: asked for on a page, sent once."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from zhijian_sandbox.tests.bench import APPID, Bench, Json

PAGE = "http://phone-1.localhost:8000/m/?a=1"


@pytest.fixture
def mei(qinghe: Bench) -> Bench:
    """She need not follow."""
    qinghe.follower(appid=APPID, follows=False)
    return qinghe


def address(**changes: str) -> str:
    given = {
        "action": "get_confirm",
        "appid": APPID,
        "scene": "7",
        "template_id": "T",
        "redirect_url": PAGE,
        "reserved": "r1",
        **changes,
    }
    return "/mp/subscribemsg?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items())


def choose(bench: Bench, choice: str) -> dict[str, list[str]]:
    back = bench.http.post(address(), data={"choice": choice}).headers["location"]
    assert back.startswith(PAGE)
    return parse_qs(urlsplit(back).query)


def send(bench: Bench, **changes: object) -> Json:
    body = {
        "touser": "oMei",
        "template_id": "T",
        "scene": "7",
        "title": "开会",
        "url": "http://a/",
        "data": {"content": {"value": "明天下午三点", "color": "#f00"}},
        **changes,
    }
    return bench.post("message/template/subscribe", body)


def test_answer_leads_back_with_the_openid(mei: Bench) -> None:
    assert "只发一次" in mei.http.get(address()).text
    assert choose(mei, "confirm") == {
        "a": ["1"],
        "openid": ["oMei"],
        "template_id": ["T"],
        "action": ["confirm"],
        "scene": ["7"],
        "reserved": ["r1"],
    }


def test_refusal_tells_no_openid_and_allows_nothing(mei: Bench) -> None:
    told = choose(mei, "cancel")

    assert (told["action"], "openid" in told) == (["cancel"], False)
    assert send(mei)["errcode"] == 43101


def test_one_answer_is_one_notice(mei: Bench) -> None:
    choose(mei, "confirm")

    answers = [send(mei, scene="8")["errcode"], send(mei)["errcode"], send(mei)["errcode"]]

    (bubble,) = mei.bubbles()
    assert answers == [43101, 0, 43101]
    assert (bubble["kind"], bubble["title"], bubble["rows"]) == (
        "template",
        "开会",
        [{"name": "", "value": "明天下午三点"}],
    )


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"touser": "oX"}, 40003),
        ({"template_id": ""}, 40037),
        ({"title": "字" * 16}, 45003),
        ({"title": ""}, 45003),
        ({"data": {}}, 47003),
        ({"data": {"content": {"value": "字" * 201}}}, 45002),
    ],
)
def test_notices_the_platform_refuses(mei: Bench, changes: Json, errcode: int) -> None:
    choose(mei, "confirm")

    assert send(mei, **changes)["errcode"] == errcode


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"appid": ""}, "appid"),
        ({"appid": "wxnobody"}, "AppID"),
        ({"scene": "10001"}, "scene"),
        ({"action": "x"}, "action"),
        ({"reserved": "r" * 129}, "reserved"),
        ({"redirect_url": "ftp://a/"}, "redirect_url"),
    ],
)
def test_wrong_addresses_are_said_so_on_the_phone(mei: Bench, changes: dict[str, str], words: str) -> None:
    assert words in mei.http.get(address(**changes)).text


def test_only_verified_service_accounts_may(bench: Bench) -> None:
    bench.register(kind="subscription")

    assert "权限" in bench.http.get(address()).text
    assert send(bench)["errcode"] == 48001


def test_browser_that_is_no_phone_is_asked_to_choose_one(mei: Bench) -> None:
    assert "请在微信客户端打开链接" in mei.http.get(address(redirect_url="http://localhost:8000/")).text
