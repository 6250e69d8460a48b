"""Followers as the account may know them."""

from zhijian_sandbox.tests.bench import APPID, Bench


def test_follower_list_names_its_last_openid(qinghe: Bench) -> None:
    qinghe.follower("oMei")
    qinghe.follower("oBo")

    assert qinghe.get("user/get") == {
        "total": 2,
        "count": 2,
        "data": {"openid": ["oMei", "oBo"]},
        "next_openid": "oBo",
    }
    assert qinghe.get("user/get", next_openid="oMei") == {
        "total": 2,
        "count": 1,
        "data": {"openid": ["oBo"]},
        "next_openid": "oBo",
    }
    assert qinghe.get("user/get", next_openid="oBo") == {"total": 2, "count": 0, "next_openid": ""}


def test_long_lists_come_ten_thousand_at_a_time(qinghe: Bench) -> None:
    qinghe.control("POST", "followers", count=10_003, follows=True)

    first = qinghe.get("user/get")
    second = qinghe.get("user/get", next_openid=first["next_openid"])

    assert (first["total"], first["count"], second["count"]) == (10_003, 10_000, 3)
    assert len({*first["data"]["openid"], *second["data"]["openid"]}) == 10_003


def test_follower_info_has_no_name_and_no_picture(qinghe: Bench) -> None:
    qinghe.control("PUT", "clock", now=1_800_000_000)
    qinghe.follower()

    assert qinghe.get("user/info", openid="oMei", lang="zh_CN") == {
        "subscribe": 1,
        "openid": "oMei",
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": 1_800_000_000,
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": "",
    }


def test_somebody_who_left_is_little_more_than_an_openid(qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.act("unfollow")

    assert qinghe.get("user/info", openid="oMei") == {"subscribe": 0, "openid": "oMei", "tagid_list": []}
    assert qinghe.get("user/get")["total"] == 0


def test_somebody_who_only_logged_in_does_not_follow(qinghe: Bench) -> None:
    qinghe.follower(follows=False)
    qinghe.control("GET", "followers/oMei/screen")
    stranger = {"subscribe": 0, "openid": "oMei", "tagid_list": []}

    one = qinghe.get("user/info", openid="oMei")
    many = qinghe.post("user/info/batchget", {"user_list": [{"openid": "oMei"}]})
    remark = qinghe.post("user/info/updateremark", {"openid": "oMei", "remark": "梅"})

    assert (one, many, remark["errcode"]) == (stranger, {"user_info_list": [stranger]}, 40003)


def test_somebody_who_came_again_is_a_new_follower(qinghe: Bench) -> None:
    tag = qinghe.post("tags/create", {"tag": {"name": "党员"}})["tag"]["id"]
    qinghe.follower()
    qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": tag})
    before = qinghe.get("user/info", openid="oMei")
    qinghe.act("unfollow")
    qinghe.later(hours=1)

    qinghe.act("follow")

    after = qinghe.get("user/info", openid="oMei")
    assert (before["tagid_list"], after["tagid_list"], after["openid"]) == ([tag], [], "oMei")
    assert 3600 <= after["subscribe_time"] - before["subscribe_time"] < 3620


def test_openid_of_another_account_is_unknown(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    bench.follower(appid="wxother")

    assert bench.get("user/info", openid="oMei")["errcode"] == 40003


def test_info_comes_in_batches_of_up_to_a_hundred(qinghe: Bench) -> None:
    qinghe.follower()

    answer = qinghe.post("user/info/batchget", {"user_list": [{"openid": "oMei", "lang": "en"}]})
    too_many = qinghe.post("user/info/batchget", {"user_list": [{"openid": "oMei"}] * 101})

    assert [(one["openid"], one["language"]) for one in answer["user_info_list"]] == [("oMei", "en")]
    assert too_many["errcode"] == 40032


def test_remark_stays_under_thirty_characters(qinghe: Bench) -> None:
    qinghe.follower()

    kept = qinghe.post("user/info/updateremark", {"openid": "oMei", "remark": "一" * 29})["errcode"]
    refused = qinghe.post("user/info/updateremark", {"openid": "oMei", "remark": "一" * 30})["errcode"]

    assert (kept, refused) == (0, 40035)
    assert qinghe.get("user/info", openid="oMei")["remark"] == "一" * 29


def test_counts_belong_to_the_account(qinghe: Bench) -> None:
    qinghe.follower()

    assert qinghe.control("GET", f"apps/{APPID}")["followers"] == 1
