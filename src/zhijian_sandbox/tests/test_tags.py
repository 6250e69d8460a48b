"""Tags on followers, and the blacklist."""

import pytest

from zhijian_sandbox.tests.bench import Bench, Json


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


def test_batches_of_fifty_are_all_or_none(qinghe: Bench) -> None:
    tag = make_tag(qinghe, "党员")["tag"]["id"]
    openids = qinghe.control("POST", "followers", count=50, follows=True, openids=True)["openids"]

    partly = qinghe.post("tags/members/batchtagging", {"openid_list": [*openids[:3], "oX"], "tagid": tag})
    before = qinghe.post("user/tag/get", {"tagid": tag})
    whole = qinghe.post("tags/members/batchtagging", {"openid_list": openids, "tagid": tag})
    after = qinghe.post("user/tag/get", {"tagid": tag, "next_openid": openids[39]})

    assert (partly["errcode"], before) == (49003, {"count": 0, "next_openid": ""})
    assert (whole["errcode"], after) == (
        0,
        {"count": 10, "data": {"openid": openids[40:]}, "next_openid": openids[-1]},
    )


def test_tag_leaves_with_the_follower(qinghe: Bench) -> None:
    tag = make_tag(qinghe, "党员")["tag"]["id"]
    qinghe.follower()
    qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": tag})

    qinghe.act("unfollow")

    assert qinghe.get("tags/get") == {"tags": [{"id": tag, "name": "党员", "count": 0}]}
    again = qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": tag})
    assert again["errcode"] == 49003


def test_removed_tag_leaves_everybody(qinghe: Bench) -> None:
    tag = make_tag(qinghe, "党员")["tag"]["id"]
    qinghe.follower()
    qinghe.post("tags/members/batchtagging", {"openid_list": ["oMei"], "tagid": tag})

    qinghe.post("tags/delete", {"tag": {"id": tag}})

    assert qinghe.post("tags/getidlist", {"openid": "oMei"}) == {"tagid_list": []}
