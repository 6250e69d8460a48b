"""Publishing: an address and no news of it; the event says later how it went."""

import time
from typing import Any

import pytest

from zhijian.wechat import events, messages
from zhijian_sandbox.tests.bench import APPID, GH_ID, Bench, Json
from zhijian_sandbox.tests.serving import Account
from zhijian_sandbox.tests.test_drafts import DONE, add, article

TEXT: Json = {"msgtype": "text", "text": {"content": "明天开会"}}


@pytest.fixture
def plain(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url, mode="plain")
    return bench


def submit(bench: Bench, *articles: Json) -> tuple[str, Json]:
    """The draft's id, and the answer."""
    media_id = add(bench, *(articles or (article(bench),)))["media_id"]
    return media_id, bench.post("freepublish/submit", {"media_id": media_id})


def heard(account: Account, *, many: int = 1) -> list[Any]:
    """What the account was told, as soon as it was."""
    deadline = time.monotonic() + 5
    while len(account.asked) < many and time.monotonic() < deadline:
        time.sleep(0.01)
    return [messages.parse(one.body) for one in account.asked]


def test_article_is_published_and_the_account_told(plain: Bench, account: Account) -> None:
    media_id, answer = submit(plain, article(plain), article(plain, title="第二篇"))
    before = plain.post("freepublish/get", {"publish_id": answer["publish_id"]})["publish_status"]

    (event,) = heard(account)
    after = plain.post("freepublish/get", {"publish_id": answer["publish_id"]})

    assert (answer["errcode"], answer["msg_data_id"] > 2_247_483_647, before) == (0, True, 1)
    info = event.publish_event_info
    assert (event.event, event.to_user, event.event_key) == ("PUBLISHJOBFINISH", GH_ID, "")
    assert (info.publish_id, info.publish_status, info.fail_idx) == (answer["publish_id"], 0, ())
    assert after == {
        "publish_id": answer["publish_id"],
        "publish_status": 0,
        "article_id": info.article_id,
        "article_detail": {
            "count": 2,
            "item": [{"idx": one.idx, "article_url": one.article_url} for one in info.article_detail.items],
        },
        "fail_idx": [],
    }
    assert plain.post("draft/get", {"media_id": media_id})["errcode"] == 40007


def test_published_article_can_be_read_at_its_address(plain: Bench, account: Account) -> None:
    submit(plain, article(plain, title="读<我>", content="<p style='color:red'>第一段</p>"))
    (event,) = heard(account)

    page = plain.http.get(event.publish_event_info.article_detail.items[0].article_url)

    assert page.status_code == 200
    assert "<h1>读&lt;我&gt;</h1>" in page.text
    assert "<p style='color:red'>第一段</p>" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_published_articles_are_listed_and_read_back(plain: Bench, account: Account) -> None:
    submit(plain)
    (event,) = heard(account)
    article_id = event.publish_event_info.article_id

    listed = plain.post("freepublish/batchget", {"offset": 0, "count": 20, "no_content": 1})
    read = plain.post("freepublish/getarticle", {"article_id": article_id})

    assert (listed["total_count"], listed["item_count"]) == (1, 1)
    (item,) = listed["item"][0]["content"]["news_item"]
    assert (item["title"], item["is_deleted"], "content" in item) == ("学习强国", False, False)
    assert read["news_item"][0]["content"] == "<p>第一段</p>"
    assert read["news_item"][0]["url"] == event.publish_event_info.article_detail.items[0].article_url


@pytest.mark.parametrize("status", [2, 3, 4])
def test_refused_publication_says_so_and_keeps_the_draft(plain: Bench, account: Account, status: int) -> None:
    plain.control("PUT", f"apps/{APPID}/next-publication", publish_status=status, fail_idx=[1])
    media_id, answer = submit(plain)

    (event,) = heard(account)
    told = plain.post("freepublish/get", {"publish_id": answer["publish_id"]})

    assert (event.publish_event_info.publish_status, event.publish_event_info.fail_idx) == (status, (1,))
    assert told == {"publish_id": answer["publish_id"], "publish_status": status, "fail_idx": [1]}
    assert "news_item" in plain.post("draft/get", {"media_id": media_id})
    assert plain.post("freepublish/batchget", {"offset": 0, "count": 1})["total_count"] == 0


def test_next_publication_is_refused_only_once(plain: Bench, account: Account) -> None:
    plain.control("PUT", f"apps/{APPID}/next-publication", publish_status=4)
    submit(plain)
    heard(account)

    submit(plain)

    _, second = heard(account, many=2)
    assert second.publish_event_info.publish_status == 0


def test_deleted_article_stays_listed_and_cannot_be_read(plain: Bench, account: Account) -> None:
    _, answer = submit(plain, article(plain), article(plain, title="第二篇"))
    (event,) = heard(account)
    info = event.publish_event_info
    body = {"article_id": info.article_id}

    one = plain.post("freepublish/delete", {**body, "index": 1})
    items = plain.post("freepublish/getarticle", body)["news_item"]
    still = plain.post("freepublish/get", {"publish_id": answer["publish_id"]})["publish_status"]
    plain.post("freepublish/delete", {**body, "index": 0})

    assert (one, [item["is_deleted"] for item in items], still) == (DONE, [True, False], 0)
    assert "该内容已被发布者删除" in plain.http.get(info.article_detail.items[0].article_url).text
    assert plain.post("freepublish/get", {"publish_id": answer["publish_id"]})["publish_status"] == 5


def test_banned_article_is_status_six(plain: Bench, account: Account) -> None:
    _, answer = submit(plain)
    heard(account)

    plain.control("POST", f"apps/{APPID}/posts/{answer['msg_data_id']}/ban")

    assert plain.post("freepublish/get", {"publish_id": answer["publish_id"]})["publish_status"] == 6


def test_published_articles_are_listed_for_the_desk(plain: Bench, account: Account) -> None:
    _, answer = submit(plain, article(plain, need_open_comment=1))
    heard(account)

    (post,) = plain.control("GET", f"apps/{APPID}/posts")["posts"]

    (one,) = post["articles"]
    assert (post["msg_data_id"], post["how"]) == (answer["msg_data_id"], "published")
    assert (one["index"], one["title"], one["need_open_comment"]) == (0, "学习强国", 1)


@pytest.mark.parametrize(
    ("path", "body", "errcode"),
    [
        ("submit", {"media_id": "invented"}, 40007),
        ("submit", {}, 41006),
        ("get", {"publish_id": "7"}, 40035),
        ("get", {}, 40035),
        ("getarticle", {"article_id": "invented"}, 53600),
        ("delete", {"article_id": "invented"}, 53600),
        ("batchget", {"offset": 0, "count": 21}, 40035),
    ],
)
def test_calls_the_platform_refuses(plain: Bench, path: str, body: Json, errcode: int) -> None:
    assert plain.post(f"freepublish/{path}", body)["errcode"] == errcode


def test_index_beyond_the_articles_is_refused(plain: Bench, account: Account) -> None:
    submit(plain)
    (event,) = heard(account)

    body = {"article_id": event.publish_event_info.article_id, "index": 2}
    assert plain.post("freepublish/delete", body)["errcode"] == 40114


@pytest.mark.parametrize("kind", ["subscription", "service"])
def test_unverified_accounts_may_draft_but_not_publish(bench: Bench, kind: str) -> None:
    bench.register(kind=kind, verified=False)

    answers = [bench.get("draft/count"), bench.post("freepublish/submit", {"media_id": "x"})["errcode"]]

    assert answers == [{"total_count": 0}, 48001]


def test_publication_survives_a_moved_clock(plain: Bench, account: Account) -> None:
    submit(plain)
    plain.later(days=-3)

    (event,) = heard(account)

    assert isinstance(event, events.PublishJobFinish)


def test_publication_ends_though_the_chats_are_cleared(plain: Bench, account: Account) -> None:
    _, answer = submit(plain)
    plain.control("POST", "reset", scope="chats")
    heard(account)

    body = {"publish_id": answer["publish_id"]}
    assert plain.post("freepublish/get", body)["publish_status"] == 0


def test_clearing_the_chats_keeps_articles_and_forgets_readers(plain: Bench, account: Account) -> None:
    plain.follower()
    _, answer = submit(plain, article(plain, need_open_comment=1))
    heard(account)
    msg_data_id = answer["msg_data_id"]
    plain.control("POST", "followers/oMei/comments", msg_data_id=msg_data_id, content="好")
    media_id = add(plain, article(plain))["media_id"]
    plain.post("message/mass/sendall", {"filter": {"is_to_all": True}, **TEXT})
    heard(account, many=2)

    plain.control("POST", "reset", scope="chats")

    assert "news_item" in plain.post("draft/get", {"media_id": media_id})
    assert [one["msg_data_id"] for one in plain.control("GET", f"apps/{APPID}/posts")["posts"]] == [
        msg_data_id
    ]
    assert plain.control("GET", f"apps/{APPID}/pushes") == {"pushes": []}
    assert plain.control("GET", f"posts/{msg_data_id}/0/comments") == {"comments": []}


def test_wish_for_the_next_end_can_be_read_and_taken_back(plain: Bench) -> None:
    wished = plain.control("PUT", f"apps/{APPID}/next-publication", publish_status=2, fail_idx=[1])
    pushed = plain.control("PUT", f"apps/{APPID}/next-push", status="err(20013)")

    assert plain.control("GET", f"apps/{APPID}/next-publication") == wished
    assert plain.control("GET", f"apps/{APPID}/next-push") == pushed == {"status": "err(20013)", "errors": 0}
    assert plain.control("PUT", f"apps/{APPID}/next-publication") == {}
    assert plain.control("GET", f"apps/{APPID}/next-publication") == {}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("next-publication", {"publish_status": 9}),
        ("next-publication", {"fail_idx": [0]}),
        ("next-push", {"errors": -1}),
        ("next-push", {"copyright": {"items": [{"audit_state": "x"}]}}),
        ("next-push", {"copyright": 7}),
    ],
)
def test_wishes_that_cannot_be_are_refused(plain: Bench, path: str, body: Json) -> None:
    assert plain.http.put(f"/_sandbox/apps/{APPID}/{path}", json=body).status_code == 400
