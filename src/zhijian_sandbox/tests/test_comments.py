"""Comments: followers write them, the account elects, answers and removes."""

import time
from typing import Any

import pytest

from zhijian_sandbox.tests.bench import APPID, Bench, Json
from zhijian_sandbox.tests.test_drafts import DONE, add, article


def publish(bench: Bench, *articles: Json) -> Json:
    """The article as it is listed once it can be read."""
    media_id = add(bench, *articles)["media_id"]
    msg_data_id = bench.post("freepublish/submit", {"media_id": media_id})["msg_data_id"]
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        for post in bench.control("GET", f"apps/{APPID}/posts")["posts"]:
            if post["msg_data_id"] == msg_data_id:
                return dict(post)
        time.sleep(0.01)
    raise AssertionError("it was never published")


@pytest.fixture
def post(qinghe: Bench) -> Json:
    """Two articles, of which the first takes comments; Mei follows."""
    qinghe.follower()
    return publish(qinghe, article(qinghe, need_open_comment=1), article(qinghe, title="第二篇"))


def write(bench: Bench, post: Json, content: str = "写得好", *, who: str = "oMei", index: int = 0) -> int:
    made = bench.control(
        "POST", f"followers/{who}/comments", msg_data_id=post["msg_data_id"], index=index, content=content
    )
    return int(made["user_comment_id"])


def ask(bench: Bench, path: str, post: Json, **more: Any) -> Json:
    return bench.post(f"comment/{path}", {"msg_data_id": post["msg_data_id"], "index": 0, **more})


def listed(bench: Bench, post: Json, **more: Any) -> Json:
    return ask(bench, "list", post, **{"begin": 0, "count": 49, "type": 0, **more})


def test_comments_are_listed_the_newest_first(qinghe: Bench, post: Json) -> None:
    first, second = write(qinghe, post), write(qinghe, post, "再说一句")

    answer = listed(qinghe, post)

    assert (answer["errcode"], answer["total"]) == (0, 2)
    newest, oldest = answer["comment"]
    assert (newest["user_comment_id"], oldest.pop("create_time") > 0) == (second, True)
    assert oldest == {
        "user_comment_id": first,
        "openid": "oMei",
        "content": "写得好",
        "comment_type": 0,
    }


def test_elected_comments_are_listed_apart_and_shown_under_the_article(qinghe: Bench, post: Json) -> None:
    first, second = write(qinghe, post, "精<彩>"), write(qinghe, post, "平常")

    elected = ask(qinghe, "markelect", post, user_comment_id=first)
    page = qinghe.http.get(post["articles"][0]["url"]).text

    assert elected == DONE
    assert [one["user_comment_id"] for one in listed(qinghe, post, type=2)["comment"]] == [first]
    assert [one["user_comment_id"] for one in listed(qinghe, post, type=1)["comment"]] == [second]
    assert ("精&lt;彩&gt;" in page, "平常" in page) == (True, False)


def test_election_can_be_taken_back(qinghe: Bench, post: Json) -> None:
    number = write(qinghe, post)
    ask(qinghe, "markelect", post, user_comment_id=number)

    ask(qinghe, "unmarkelect", post, user_comment_id=number)

    assert listed(qinghe, post, type=2)["total"] == 0


def test_hundred_comments_can_be_elected(qinghe: Bench, post: Json) -> None:
    token = qinghe.token()
    numbers = [write(qinghe, post) for _ in range(101)]
    body = {"msg_data_id": post["msg_data_id"], "index": 0}

    answers = [
        qinghe.post("comment/markelect", {**body, "user_comment_id": one}, token=token)["errcode"]
        for one in numbers
    ]

    assert answers == [0] * 100 + [88003]


def test_comment_is_answered_once(qinghe: Bench, post: Json) -> None:
    number = write(qinghe, post)

    answers = [
        ask(qinghe, "reply/add", post, user_comment_id=number, content=content)["errcode"]
        for content in ("", "字" * 601, "谢谢", "再谢")
    ]
    ask(qinghe, "markelect", post, user_comment_id=number)

    (comment,) = listed(qinghe, post)["comment"]
    assert (answers, comment["reply"]["content"]) == ([88007, 88007, 0, 88005], "谢谢")
    assert "谢谢" in qinghe.http.get(post["articles"][0]["url"]).text


def test_answer_can_be_taken_back(qinghe: Bench, post: Json) -> None:
    number = write(qinghe, post)
    ask(qinghe, "reply/add", post, user_comment_id=number, content="谢谢")

    answers = [ask(qinghe, "reply/delete", post, user_comment_id=number)["errcode"] for _ in range(2)]

    assert (answers, "reply" in listed(qinghe, post)["comment"][0]) == ([0, 88009], False)


def test_deleted_comment_is_gone_and_one_taken_back_says_so(qinghe: Bench, post: Json) -> None:
    deleted, taken_back = write(qinghe, post), write(qinghe, post)

    answers = [
        ask(qinghe, "delete", post, user_comment_id=deleted)["errcode"],
        ask(qinghe, "delete", post, user_comment_id=deleted)["errcode"],
    ]
    qinghe.control("DELETE", f"followers/oMei/comments/{post['msg_data_id']}/0/{taken_back}")

    assert answers == [0, 88008]
    assert ask(qinghe, "markelect", post, user_comment_id=taken_back)["errcode"] == 88004
    assert listed(qinghe, post)["total"] == 0


def test_somebody_else_cannot_take_a_comment_back(qinghe: Bench, post: Json) -> None:
    number = write(qinghe, post)
    qinghe.follower("oBo")

    path = f"/_sandbox/followers/oBo/comments/{post['msg_data_id']}/0/{number}"
    assert qinghe.http.delete(path).status_code == 404


def test_closed_article_takes_no_comments_until_it_is_opened(qinghe: Bench, post: Json) -> None:
    body = {"msg_data_id": post["msg_data_id"], "index": 1, "content": "写得好"}

    closed = qinghe.http.post("/_sandbox/followers/oMei/comments", json=body).status_code
    qinghe.post("comment/open", {"msg_data_id": post["msg_data_id"], "index": 1})
    opened = qinghe.http.post("/_sandbox/followers/oMei/comments", json=body).status_code
    qinghe.post("comment/close", {"msg_data_id": post["msg_data_id"], "index": 1})
    again = qinghe.http.post("/_sandbox/followers/oMei/comments", json=body).status_code

    assert (closed, opened, again) == (409, 201, 409)


def test_article_for_followers_takes_comments_of_followers_only(qinghe: Bench) -> None:
    qinghe.follower("oBo", follows=False)
    post = publish(qinghe, article(qinghe, need_open_comment=1, only_fans_can_comment=1))

    body = {"msg_data_id": post["msg_data_id"], "content": "写得好"}
    assert qinghe.http.post("/_sandbox/followers/oBo/comments", json=body).status_code == 409


@pytest.mark.parametrize(
    ("more", "errcode"),
    [
        ({"count": 50}, 88010),
        ({"count": 0}, 88010),
        ({"begin": -1}, 88010),
        ({"type": 3}, 40035),
        ({"msg_data_id": 7}, 88001),
        ({"msg_data_id": None}, 88001),
        ({"index": 2}, 88001),
    ],
)
def test_lists_the_platform_refuses(qinghe: Bench, post: Json, more: Json, errcode: int) -> None:
    assert listed(qinghe, post, **more)["errcode"] == errcode


def test_comments_are_listed_in_pages(qinghe: Bench, post: Json) -> None:
    numbers = [write(qinghe, post) for _ in range(3)]

    page = listed(qinghe, post, begin=1, count=1)

    assert (page["total"], [one["user_comment_id"] for one in page["comment"]]) == (3, [numbers[1]])


def test_account_without_the_privilege_has_no_comments(bench: Bench) -> None:
    bench.register(comments=False)

    assert bench.post("comment/list", {"msg_data_id": 7})["errcode"] == 88000


def test_unverified_account_has_no_comments(bench: Bench) -> None:
    bench.register(verified=False)

    assert bench.post("comment/list", {"msg_data_id": 7})["errcode"] == 48001


def test_desk_sees_all_comments(qinghe: Bench, post: Json) -> None:
    number = write(qinghe, post)

    (one,) = qinghe.control("GET", f"posts/{post['msg_data_id']}/0/comments")["comments"]

    assert (one["user_comment_id"], one["name"], one["content"], one["elected"]) == (
        number,
        "梅",
        "写得好",
        False,
    )


def test_deleted_article_has_no_comments(qinghe: Bench, post: Json) -> None:
    found = qinghe.post("freepublish/batchget", {"offset": 0, "count": 1})["item"][0]["article_id"]
    qinghe.post("freepublish/delete", {"article_id": found, "index": 1})

    assert listed(qinghe, post)["errcode"] == 88001
    body = {"msg_data_id": post["msg_data_id"], "content": "写得好"}
    assert qinghe.http.post("/_sandbox/followers/oMei/comments", json=body).status_code == 404


def test_article_on_its_way_has_no_comments_yet(qinghe: Bench) -> None:
    qinghe.control("PUT", f"apps/{APPID}/next-publication", publish_status=4)
    media_id = add(qinghe, article(qinghe, need_open_comment=1))["media_id"]

    msg_data_id = qinghe.post("freepublish/submit", {"media_id": media_id})["msg_data_id"]

    assert listed(qinghe, {"msg_data_id": msg_data_id})["errcode"] == 88001
