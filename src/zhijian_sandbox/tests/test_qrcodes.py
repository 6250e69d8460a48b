"""Codes with a scene: made, pictured, scanned."""

import pytest

from zhijian_sandbox.tests.bench import APPID, GH_ID, Bench, Json


def make(bench: Bench, action: str, scene: Json, **more: object) -> Json:
    return bench.post("qrcode/create", {"action_name": action, "action_info": {"scene": scene}, **more})


def test_temporary_code_says_how_long_it_lives(qinghe: Bench) -> None:
    answer = make(qinghe, "QR_STR_SCENE", {"scene_str": "invite-7"}, expire_seconds=600)

    assert answer["expire_seconds"] == 600
    assert answer["url"].startswith("http://weixin.qq.com/q/")
    assert sorted(answer) == ["expire_seconds", "ticket", "url"]


def test_a_minute_is_what_is_not_said(qinghe: Bench) -> None:
    assert make(qinghe, "QR_SCENE", {"scene_id": 7})["expire_seconds"] == 60


def test_permanent_code_for_a_scene_is_one_code(qinghe: Bench) -> None:
    first = make(qinghe, "QR_LIMIT_STR_SCENE", {"scene_str": "门口"})
    again = make(qinghe, "QR_LIMIT_STR_SCENE", {"scene_str": "门口"})

    assert sorted(first) == ["ticket", "url"]
    assert again == first


@pytest.mark.parametrize(
    ("action", "scene", "more"),
    [
        ("QR_DANCE", {"scene_id": 1}, {}),
        ("QR_SCENE", {"scene_id": 0}, {}),
        ("QR_SCENE", {"scene_id": 2**32}, {}),
        ("QR_SCENE", {"scene_str": "a"}, {}),
        ("QR_LIMIT_SCENE", {"scene_id": 100_001}, {}),
        ("QR_STR_SCENE", {"scene_str": ""}, {}),
        ("QR_STR_SCENE", {"scene_str": "s" * 65}, {}),
        ("QR_SCENE", {"scene_id": 1}, {"expire_seconds": 2_592_001}),
    ],
)
def test_codes_the_platform_refuses(qinghe: Bench, action: str, scene: Json, more: Json) -> None:
    assert make(qinghe, action, scene, **more)["errcode"] == 40035


def test_picture_of_a_ticket_is_a_png(qinghe: Bench) -> None:
    ticket = make(qinghe, "QR_SCENE", {"scene_id": 7})["ticket"]

    answer = qinghe.http.get("/cgi-bin/showqrcode", params={"ticket": ticket})

    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_picture_of_a_bad_ticket_is_not_found(qinghe: Bench) -> None:
    assert qinghe.http.get("/cgi-bin/showqrcode", params={"ticket": "invented"}).status_code == 404


def last_event(bench: Bench) -> tuple[str, str]:
    row = bench.log(kind="callback")[0]
    return row["callback"]["event"], row["callback"]["sent_text"]


def test_following_by_a_code_tells_the_scene(qinghe: Bench) -> None:
    made = make(qinghe, "QR_STR_SCENE", {"scene_str": "invite-7"}, expire_seconds=600)
    qinghe.follower(follows=False)

    qinghe.act("scan", ticket=made["ticket"])

    event, xml = last_event(qinghe)
    assert event == "subscribe"
    assert "<EventKey><![CDATA[qrscene_invite-7]]></EventKey>" in xml
    assert f"<Ticket><![CDATA[{made['ticket']}]]></Ticket>" in xml
    info = qinghe.get("user/info", openid="oMei")
    assert (info["subscribe_scene"], info["qr_scene_str"]) == ("ADD_SCENE_QR_CODE", "invite-7")


def test_follower_who_scans_tells_the_bare_scene(qinghe: Bench) -> None:
    make(qinghe, "QR_LIMIT_SCENE", {"scene_id": 7})
    qinghe.follower()

    qinghe.act("scan", scene=7)

    event, xml = last_event(qinghe)
    assert event == "SCAN"
    assert "<EventKey><![CDATA[7]]></EventKey>" in xml


def test_code_is_known_by_what_it_says(qinghe: Bench) -> None:
    made = make(qinghe, "QR_LIMIT_SCENE", {"scene_id": 7})
    qinghe.follower()

    assert len(qinghe.act("scan", url=made["url"])["threads"]) == 1


def test_expired_code_leads_nowhere(qinghe: Bench) -> None:
    ticket = make(qinghe, "QR_SCENE", {"scene_id": 7})["ticket"]
    qinghe.follower()
    qinghe.later(seconds=61)

    answer = qinghe.http.post("/_sandbox/followers/oMei/acts", json={"act": "scan", "ticket": ticket})

    assert (answer.status_code, answer.json()) == (409, {"error": "这张码过期了", "field": "ticket"})


def test_own_code_of_the_account_only_leads_to_it(qinghe: Bench) -> None:
    qinghe.follower(follows=False)
    url = f"http://weixin.qq.com/r/{GH_ID}"

    followed = qinghe.act("scan", url=url)
    again = qinghe.act("scan", url=url)

    assert (len(followed["threads"]), again["threads"]) == (1, [])
    assert qinghe.get("user/info", openid="oMei")["qr_scene_str"] == ""


def test_any_other_code_is_a_page_on_the_phone(qinghe: Bench) -> None:
    qinghe.follower()

    done = qinghe.act("scan", url="http://localhost:8000/m/")

    assert done["open_url"] == "http://phone-1.localhost:8000/m/"


def test_posters_lie_on_the_desk(qinghe: Bench) -> None:
    qinghe.control("PUT", "clock", now=1_800_000_000)
    made = make(qinghe, "QR_STR_SCENE", {"scene_str": "夜校"}, expire_seconds=600)

    own, poster = qinghe.control("GET", "qrcodes")["qrcodes"]

    expires_at = poster.pop("expires_at")
    assert 1_800_000_600 <= expires_at < 1_800_000_620
    assert own == {
        "ticket": None,
        "appid": APPID,
        "title": "关注",
        "scene": None,
        "url": f"http://weixin.qq.com/r/{GH_ID}",
        "picture_url": f"/_sandbox/apps/{APPID}/qrcode.svg",
        "expires_at": None,
        "expired": False,
    }
    assert poster == {
        "ticket": made["ticket"],
        "appid": APPID,
        "title": "场景 夜校",
        "scene": "夜校",
        "url": made["url"],
        "picture_url": f"/cgi-bin/showqrcode?ticket={made['ticket']}",
        "expired": False,
    }
    assert qinghe.http.get(own["picture_url"]).text.startswith("<svg")
