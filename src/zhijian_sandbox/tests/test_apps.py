"""Registering accounts."""

import pytest

from zhijian_sandbox.tests.bench import AES_KEY, APPID, GH_ID, SECRET, TOKEN, Bench, Json


def test_registration_answers_201_with_the_account(bench: Bench) -> None:
    answer = bench.http.post(
        "/_sandbox/apps",
        json={
            "appid": APPID,
            "secret": SECRET,
            "token": TOKEN,
            "aes_key": AES_KEY,
            "callback_url": "http://192.0.2.7:8080/wechat/qinghe",
        },
    )

    made = answer.json()
    assert answer.status_code == 201
    assert made.pop("registered_at") > 0
    assert made.pop("gh_id").startswith("gh_")
    assert made == {
        "appid": APPID,
        "secret": SECRET,
        "token": TOKEN,
        "aes_key": AES_KEY,
        "mode": "safe",
        "callback_url": "http://192.0.2.7:8080/wechat/qinghe",
        "kind": "service",
        "verified": True,
        "name": APPID,
        "allowed_ips": ["127.0.0.0/8", "::1"],
        "quotas": {},
        "rates": {},
        "server_enabled": True,
        "comments": True,
        "oauth_domains": [],
        "js_domains": [],
        "followers": 0,
        "menu": [],
        "qrcode_url": f"/_sandbox/apps/{APPID}/qrcode.svg",
    }


def test_same_appid_again_replaces_and_keeps_what_was_done(qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.post("menu/create", {"button": [{"type": "click", "name": "学习", "key": "K"}]})

    again = qinghe.register(name="新名字", gh_id="gh_new")

    assert (again["name"], again["gh_id"], again["followers"], len(again["menu"])) == (
        "新名字",
        "gh_new",
        1,
        1,
    )
    assert len(qinghe.control("GET", "apps")["apps"]) == 1


def test_original_id_left_out_is_the_same_every_time(bench: Bench) -> None:
    first = bench.register(gh_id=None)["gh_id"]
    bench.control("POST", "reset", scope="all")

    assert bench.register(gh_id=None)["gh_id"] == first


def test_original_id_belongs_to_one_account(qinghe: Bench) -> None:
    account = qinghe.control("GET", f"apps/{APPID}")

    answer = qinghe.http.post("/_sandbox/apps", json={**account, "appid": "wxother"})

    assert (answer.status_code, answer.json()["field"]) == (409, "gh_id")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"appid": ""}, "appid"),
        ({"appid": "gh_qinghe"}, "appid"),
        ({"appid": 7}, "appid"),
        ({"secret": ""}, "secret"),
        ({"secret": "with space"}, "secret"),
        ({"token": "ab"}, "token"),
        ({"token": "a" * 33}, "token"),
        ({"token": "has-dash"}, "token"),
        ({"aes_key": "short"}, "aes_key"),
        ({"aes_key": ""}, "aes_key"),
        ({"mode": "open"}, "mode"),
        ({"kind": "shop"}, "kind"),
        ({"verified": "perhaps"}, "verified"),
        ({"callback_url": ""}, "callback_url"),
        ({"callback_url": "ftp://localhost/"}, "callback_url"),
        ({"callback_url": "http://:8000/"}, "callback_url"),
        ({"callback_url": "http://localhost:99999/"}, "callback_url"),
        ({"gh_id": "qinghe"}, "gh_id"),
        ({"allowed_ips": "127.0.0.1"}, "allowed_ips"),
        ({"allowed_ips": ["everywhere"]}, "allowed_ips"),
        ({"quotas": {"/cgi-bin/user/get": "many"}}, "quotas"),
        ({"rates": []}, "rates"),
    ],
)
def test_wrong_field_is_named(bench: Bench, changes: Json, field: str) -> None:
    good = {
        "appid": APPID,
        "secret": SECRET,
        "token": TOKEN,
        "aes_key": AES_KEY,
        "callback_url": "http://localhost:8000/wechat/qinghe",
    }

    answer = bench.http.post("/_sandbox/apps", json={**good, **changes})

    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert bench.control("GET", "apps") == {"apps": []}


def test_some_fields_can_be_changed(qinghe: Bench) -> None:
    changed = qinghe.control("PATCH", f"apps/{APPID}", mode="plain", name="青禾")

    assert (changed["mode"], changed["name"], changed["gh_id"], changed["token"]) == (
        "plain",
        "青禾",
        GH_ID,
        TOKEN,
    )


def test_removed_account_takes_everything_along(qinghe: Bench) -> None:
    qinghe.follower()
    token = qinghe.token()

    removed = qinghe.http.delete(f"/_sandbox/apps/{APPID}").status_code

    assert (removed, qinghe.http.get(f"/_sandbox/apps/{APPID}").status_code) == (204, 404)
    assert qinghe.control("GET", "followers/phone-1")["accounts"] == []
    assert qinghe.get("user/get", token=token)["errcode"] == 40001


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"\xff", b'{"appid": "\\ud800"}', b'{"appid": NaN}', b"[" * 100_000]
)
def test_body_that_is_no_object_is_refused(bench: Bench, body: bytes) -> None:
    assert bench.http.post("/_sandbox/apps", content=body).status_code == 400


def test_other_methods_are_told_so(bench: Bench) -> None:
    assert bench.http.put("/_sandbox/apps", json={}).status_code == 405
