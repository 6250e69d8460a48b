"""Statistics: counted from what really happened, told the day after from eight o'clock."""

from typing import Any

import pytest

from zhijian_sandbox.tests.bench import Bench, Json
from zhijian_sandbox.tests.test_comments import publish
from zhijian_sandbox.tests.test_drafts import article

DAY = "2026-03-05"


@pytest.fixture
def day(qinghe: Bench) -> Bench:
    """A Thursday at noon."""
    qinghe.control("PUT", "clock", now=f"{DAY}T12:00:00+08:00")
    return qinghe


def ask(bench: Bench, name: str, begin: str = DAY, end: str = "") -> Json:
    query = {"access_token": bench.token()}
    body = {"begin_date": begin, "end_date": end or begin}
    return dict(bench.http.post(f"/datacube/{name}", params=query, json=body).json())


def next_morning(bench: Bench) -> None:
    bench.control("PUT", "clock", now="2026-03-06T08:00:00+08:00")


def counted(bench: Bench, name: str, begin: str = DAY, end: str = "") -> list[Any]:
    return list(ask(bench, name, begin, end)["list"])


def test_comings_and_goings_are_counted_by_day_and_source(day: Bench) -> None:
    for name in ("oMei", "oBo", "oLi"):
        day.follower(name, follows=False)
        day.act("follow", follower=name)
    day.act("unfollow", follower="oBo")
    day.control("POST", "followers", count=5, follows=True)
    day.later(days=1)
    day.control("PUT", "clock", now="2026-03-07T08:00:00+08:00")

    assert counted(day, "getusersummary", DAY, "2026-03-06") == [
        {"ref_date": DAY, "user_source": 0, "new_user": 0, "cancel_user": 1},
        {"ref_date": DAY, "user_source": 1, "new_user": 8, "cancel_user": 0},
        {"ref_date": "2026-03-06", "user_source": 0, "new_user": 0, "cancel_user": 0},
    ]
    assert counted(day, "getusercumulate", "2026-03-04", "2026-03-06") == [
        {"ref_date": "2026-03-04", "user_source": 0, "cumulate_user": 0},
        {"ref_date": DAY, "user_source": 0, "cumulate_user": 7},
        {"ref_date": "2026-03-06", "user_source": 0, "cumulate_user": 7},
    ]


def test_follower_by_code_is_counted_as_such(day: Bench) -> None:
    made = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "门口"}}}
    ticket = day.post("qrcode/create", made)["ticket"]
    day.follower(follows=False)
    day.act("scan", ticket=ticket)
    next_morning(day)

    assert [one["user_source"] for one in counted(day, "getusersummary") if one["new_user"]] == [30]


def test_numbers_come_from_eight_in_the_morning(day: Bench) -> None:
    day.control("PUT", "clock", now="2026-03-06T07:59:00+08:00")
    early = counted(day, "getusercumulate"), ask(day, "getbizsummary")
    next_morning(day)

    assert early == ([], {"list": [], "is_delay": True})
    assert len(counted(day, "getusercumulate")) == 1
    assert ask(day, "getbizsummary")["is_delay"] is False


def test_messages_are_counted_by_type(day: Bench) -> None:
    day.follower("oMei")
    day.follower("oBo")
    for _ in range(2):
        day.act("text", content="在吗")
    day.act("text", content="在吗", follower="oBo")
    day.act("image", follower="oBo")
    next_morning(day)

    texts = {"user_source": 0, "msg_type": 1, "msg_user": 2, "msg_count": 3}
    images = {"user_source": 0, "msg_type": 2, "msg_user": 1, "msg_count": 1}
    assert counted(day, "getupstreammsg") == [{"ref_date": DAY, **texts}, {"ref_date": DAY, **images}]
    assert counted(day, "getupstreammsghour") == [
        {"ref_date": DAY, "ref_hour": 1200, **texts},
        {"ref_date": DAY, "ref_hour": 1200, **images},
    ]
    assert counted(day, "getupstreammsgdist") == [
        {"ref_date": DAY, "user_source": 0, "count_interval": 1, "msg_user": 2}
    ]


def test_messages_are_counted_by_week_and_month(day: Bench) -> None:
    day.follower()
    for _ in range(6):
        day.act("text", content="在吗")
    day.control("PUT", "clock", now="2026-03-30T12:00:00+08:00")

    (week,) = counted(day, "getupstreammsgweek", "2026-03-02", "2026-03-08")
    (month,) = counted(day, "getupstreammsgmonth", "2026-03-01", "2026-03-29")
    (spread,) = counted(day, "getupstreammsgdistmonth", "2026-03-01", "2026-03-29")

    assert (week["ref_date"], week["msg_count"], month["ref_date"], month["msg_count"]) == (
        "2026-03-02",
        6,
        "2026-03-01",
        6,
    )
    assert (spread["count_interval"], spread["msg_user"]) == (2, 1)


def test_callbacks_are_counted_with_their_failures(day: Bench) -> None:
    day.follower()
    day.act("text", content="在吗")
    next_morning(day)

    (row,) = counted(day, "getinterfacesummary")
    (by_hour,) = counted(day, "getinterfacesummaryhour")

    assert (row["ref_date"], row["callback_count"], row["fail_count"]) == (DAY, 3, 3)
    assert row["total_time_cost"] >= row["max_time_cost"] >= 0
    assert (by_hour["ref_hour"], by_hour["callback_count"]) == (1200, 3)


def test_readers_are_people_and_come_from_somewhere(day: Bench) -> None:
    day.follower("oMei")
    day.follower("oBo")
    post = publish(day, article(day, need_open_comment=1))
    msg_data_id, url = post["msg_data_id"], post["articles"][0]["url"]
    as_phone = {"host": f"phone-1.localhost:{day.http.base_url.port}"}
    for _ in range(2):
        day.http.get(url, headers=as_phone)
    day.http.get(url)  # nobody
    day.control("POST", "followers/oBo/readings", msg_data_id=msg_data_id, source="朋友圈")
    for kind in ("share", "like", "recommend", "keep", "original"):
        day.control("POST", "followers/oBo/readings", msg_data_id=msg_data_id, kind=kind)
    day.control("POST", "followers/oMei/comments", msg_data_id=msg_data_id, content="好")
    next_morning(day)

    readers = {
        "read_user": 2,
        "read_user_source": [
            {"user_count": 2, "scene_desc": "全部"},
            {"user_count": 1, "scene_desc": "公众号消息"},
            {"user_count": 1, "scene_desc": "朋友圈"},
        ],
    }
    msgid = f"{msg_data_id}_1"
    did = {"share_user": 1, "zaikan_user": 1, "like_user": 1, "collection_user": 1, "comment_count": 1}
    assert ask(day, "getarticleread") == {
        "list": [{"ref_date": DAY, "msgid": msgid, "detail": readers}],
        "is_delay": False,
    }
    assert counted(day, "getarticleshare") == [{"ref_date": DAY, "msgid": msgid, "detail": {"share_user": 1}}]
    assert counted(day, "getbizsummary") == [
        {
            "ref_date": DAY,
            "detail": {**readers, **did, "redirect_ori_page_user": 1, "send_page_count": 1},
        }
    ]
    assert counted(day, "getarticletotaldetail") == [
        {
            "ref_date": DAY,
            "msgid": msgid,
            "title": "学习强国",
            "content_url": url,
            "publish_type": 1,
            "detail_list": [
                {"stat_date": DAY, **readers, **did, "praise_money": 0, "read_subscribe_user": 0}
            ],
        }
    ]
    assert [
        (one["msgid"], one["int_page_read_user"], one["int_page_read_count"], one["share_count"])
        for one in counted(day, "getarticlesummary")
    ] == [(msgid, 2, 3, 1)]
    assert counted(day, "getusershare") == [
        {"ref_date": DAY, "share_scene": 255, "share_count": 1, "share_user": 1}
    ]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("getusersummary", 7),
        ("getusercumulate", 7),
        ("getarticlesummary", 1),
        ("getarticletotal", 1),
        ("getuserread", 3),
        ("getuserreadhour", 1),
        ("getusershare", 7),
        ("getusersharehour", 1),
        ("getupstreammsg", 7),
        ("getupstreammsghour", 1),
        ("getupstreammsgweek", 30),
        ("getupstreammsgmonth", 30),
        ("getupstreammsgdist", 15),
        ("getupstreammsgdistweek", 30),
        ("getupstreammsgdistmonth", 30),
        ("getinterfacesummary", 30),
        ("getinterfacesummaryhour", 1),
        ("getarticleread", 30),
        ("getarticleshare", 30),
        ("getbizsummary", 30),
        ("getarticletotaldetail", 1),
    ],
)
def test_longest_span_is_the_documented_one(day: Bench, name: str, days: int) -> None:
    begin = "2026-01-01"
    longest = f"2026-01-{days:02}"
    beyond = f"2026-01-{days + 1:02}"

    assert "list" in ask(day, name, begin, longest)
    assert ask(day, name, begin, beyond)["errcode"] == 61501


@pytest.mark.parametrize(
    ("begin", "end", "errcode"),
    [
        ("2026/03/04", "2026/03/04", 61500),
        ("2026-13-01", "2026-13-01", 61500),
        ("20260304", "20260304", 61500),
        (DAY, DAY, 61501),
        ("2026-03-04", "2026-03-03", 61501),
        ("2014-11-30", "2014-11-30", 61501),
    ],
)
def test_dates_the_platform_refuses(day: Bench, begin: str, end: str, errcode: int) -> None:
    assert ask(day, "getusersummary", begin, end)["errcode"] == errcode


def test_newer_statistics_begin_in_november_2025(day: Bench) -> None:
    assert ask(day, "getarticleread", "2025-10-31")["errcode"] == 61501
    assert "list" in ask(day, "getarticleread", "2025-11-01")


def test_unverified_account_has_no_statistics(bench: Bench) -> None:
    bench.register(verified=False)

    assert ask(bench, "getusersummary")["errcode"] == 48001


@pytest.mark.parametrize("given", [{"kind": "dance"}, {"source": "别处"}])
def test_unknown_ways_of_reading_are_refused(day: Bench, given: Json) -> None:
    day.follower()
    post = publish(day, article(day))

    body = {"msg_data_id": post["msg_data_id"], **given}
    assert day.http.post("/_sandbox/followers/oMei/readings", json=body).status_code == 400
