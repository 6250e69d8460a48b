"""Followers as the account may know them, and tags on them."""

import pytest

from zhijian_sandbox.tests.bench import APPID, Bench, Json


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


def test_somebody_who_never_came_is_unknown(qinghe: Bench) -> None:
    qinghe.follower(follows=False)
    qinghe.control("GET", "followers/oMei/screen")

    assert qinghe.get("user/info", openid="oMei")["errcode"] == 40003


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


def make_tag(bench: Bench, name: str) -> Json:
    return bench.post("tags/create", {"tag": {"name": name}})


def test_tags_are_made_listed_renamed_and_removed(qinghe: Bench) -> None:
    made = make_tag(qinghe, "党员")["tag"]
    renamed = qinghe.post("tags/update", {"tag": {"id": made["id"], "name": "预备党员"}})
    listed = qinghe.get("tags/get")
    removed = qinghe.post("tags/delete", {"tag": {"id": made["id"]}})

    assert (renamed["errcode"], removed["errcode"]) == (0, 0)
    assert listed == {"tags": [{"id": made["id"], "name": "预备党员", "count": 0}]}
    assert qinghe.get("tags/get") == {"tags": []}


def test_tag_names_have_rules(qinghe: Bench) -> None:
    make_tag(qinghe, "党员")

    assert [
        make_tag(qinghe, "党员")["errcode"],
        make_tag(qinghe, "一" * 31)["errcode"],
        make_tag(qinghe, " ")["errcode"],
    ] == [45157, 45158, 40117]


def test_hundred_tags_are_all_an_account_may_have(qinghe: Bench) -> None:
    for number in range(100):
        make_tag(qinghe, f"标签 {number}")

    assert make_tag(qinghe, "第 101 个")["errcode"] == 45056


@pytest.mark.parametrize(("tag", "errcode"), [(2, 45058), (999, 45159)])
def test_other_tags_cannot_be_changed(qinghe: Bench, tag: int, errcode: int) -> None:
    assert qinghe.post("tags/update", {"tag": {"id": tag, "name": "新"}})["errcode"] == errcode
    assert qinghe.post("tags/delete", {"tag": {"id": tag}})["errcode"] == errcode


def test_tagged_followers_can_be_listed_and_untagged(qinghe: Bench) -> None:
    tag = make_tag(qinghe, "党员")["tag"]["id"]
    qinghe.follower()

    qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": tag})
    carriers = qinghe.post("user/tag/get", {"tagid": tag})
    carried = qinghe.post("tags/getidlist", {"openid": "oMei"})
    info = qinghe.get("user/info", openid="oMei")
    qinghe.post("tags/members/batchuntagging", {"openid_list": ["oMei"], "tagid": tag})

    assert carriers == {"count": 1, "data": {"openid": ["oMei"]}, "next_openid": "oMei"}
    assert carried == {"tagid_list": [tag]}
    assert (info["tagid_list"], info["groupid"]) == ([tag], tag)
    assert qinghe.post("tags/getidlist", {"openid": "oMei"}) == {"tagid_list": []}


def test_batch_tagging_has_limits(qinghe: Bench) -> None:
    tag = make_tag(qinghe, "党员")["tag"]["id"]
    qinghe.follower()

    def put(openids: list[str], tag: int) -> int:
        return int(
            qinghe.post("tags/members/batchtagging", {"openid_list": openids, "tagid": tag})["errcode"]
        )

    assert [put(["oMei"] * 51, tag), put(["oNobody"], tag), put(["oMei"], 999)] == [40032, 49003, 45159]


def test_twenty_tags_are_all_a_follower_may_carry(qinghe: Bench) -> None:
    qinghe.follower()
    codes = []
    for number in range(21):
        tag = make_tag(qinghe, f"标签 {number}")["tag"]["id"]
        codes.append(
            qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": tag})["errcode"]
        )

    assert codes == [0] * 20 + [45059]


def test_blacklisted_follower_is_neither_heard_nor_reached(qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.post("tags/members/batchblacklist", {"openid_list": ["oMei"]})

    said = qinghe.act("text", content="听得见吗")
    sent = qinghe.post(
        "message/custom/send", {"touser": "oMei", "msgtype": "text", "text": {"content": "在"}}
    )

    assert (said["threads"], sent["errcode"]) == ([], 43019)
    assert qinghe.post("tags/members/getblacklist", {}) == {
        "total": 1,
        "count": 1,
        "data": {"openid": ["oMei"]},
        "next_openid": "oMei",
    }


def test_released_follower_is_heard_again(qinghe: Bench) -> None:
    qinghe.follower()
    qinghe.post("tags/members/batchblacklist", {"openid_list": ["oMei"]})

    qinghe.post("tags/members/batchunblacklist", {"openid_list": ["oMei"]})

    assert len(qinghe.act("text", content="听得见吗")["threads"]) == 1


def test_counts_belong_to_the_account(qinghe: Bench) -> None:
    qinghe.follower()

    assert qinghe.control("GET", f"apps/{APPID}")["followers"] == 1
