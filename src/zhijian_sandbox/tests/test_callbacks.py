"""How callbacks are sent, repeated and judged."""

import time
from collections.abc import Callable

import pytest

from zhijian.wechat import replies
from zhijian.wechat.callback import Cipher, envelope
from zhijian_sandbox.tests.bench import AES_KEY, APPID, GH_ID, TOKEN, Bench, Json
from zhijian_sandbox.tests.conftest import PATIENCE_SECONDS, SPACING_SECONDS
from zhijian_sandbox.tests.serving import Account, Answer, Asked

GREY = "该公众号提供的服务出现故障，请稍后再试"


@pytest.fixture
def plain(bench: Bench, account: Account) -> Bench:
    """An account in plain mode, which makes broken answers easy to write; Mei follows it."""
    bench.register(callback_url=account.url, mode="plain", aes_key="")
    bench.follower()
    return bench


@pytest.fixture
def safe(bench: Bench, account: Account) -> Bench:
    bench.register(callback_url=account.url)
    bench.follower()
    return bench


def text_reply(content: str = "好", *, from_user: str = GH_ID, to_user: str = "oMei") -> str:
    return replies.render(replies.TextReply(content), to_user=to_user, from_user=from_user, create_time=1)


def outcome(bench: Bench, content: str = "两学一做") -> Json:
    (one,) = bench.act("text", content=content)["outcomes"]
    return dict(one)


def said(bench: Bench) -> list[tuple[str, str]]:
    return [(one["side"], one["content"]) for one in bench.bubbles()]


def test_success_and_nothing_are_accepted_in_silence(plain: Bench, account: Account) -> None:
    account.always(b"success")
    first = outcome(plain)
    account.always(b"")
    second = outcome(plain)

    assert [(one["verdict"], one["attempts"], one["bubble"]) for one in (first, second)] == [
        ("accepted", 1, None)
    ] * 2
    assert said(plain) == [("me", "两学一做")] * 2


def test_silence_is_waited_for_three_times_then_the_grey_line(plain: Bench, account: Account) -> None:
    account.always(text_reply().encode(), after_seconds=PATIENCE_SECONDS * 1.5)

    one = outcome(plain)

    assert (one["verdict"], one["verdict_text"], one["attempts"]) == ("timeout", "没等到", 3)
    assert PATIENCE_SECONDS * 1000 <= one["ms"] < PATIENCE_SECONDS * 2000
    assert said(plain) == [("me", "两学一做"), ("system", GREY)]


def test_attempts_carry_the_same_message_under_new_signatures(safe: Bench, account: Account) -> None:
    account.always(b"", status=500)

    safe.act("text", content="两学一做")

    cipher = Cipher(AES_KEY, appid=APPID)
    assert len(account.asked) == 3
    assert len({cipher.decrypt(envelope.read(one.body)).xml for one in account.asked}) == 1
    assert len({one.query["nonce"] for one in account.asked}) == 3
    assert len({one.query["msg_signature"] for one in account.asked}) == 3


def test_attempts_keep_their_distance(plain: Bench, account: Account) -> None:
    account.always(b"", status=500)

    plain.act("text", content="两学一做")

    first, second, third = (one.at for one in account.asked)
    assert min(second - first, third - second) > SPACING_SECONDS * 0.5


def test_answer_to_the_second_attempt_counts(plain: Bench, account: Account) -> None:
    def answer(_asked: Asked) -> Answer:
        return (500, b"", {}) if len(account.asked) == 1 else (200, text_reply("第二次").encode(), {})

    account.answer = answer

    one = outcome(plain)

    assert (one["verdict"], one["attempts"]) == ("answered", 2)
    assert said(plain) == [("me", "两学一做"), ("account", "第二次")]


def test_nobody_at_the_address_is_unreachable(qinghe: Bench) -> None:
    qinghe.follower()

    one = outcome(qinghe)

    assert (one["verdict"], one["verdict_text"], one["attempts"]) == ("unreachable", "连不上", 3)
    assert said(qinghe)[-1] == ("system", GREY)


def test_redirects_are_not_followed(plain: Bench, account: Account) -> None:
    account.always(b"", status=302, Location=account.url)

    one = outcome(plain)

    assert (one["verdict"], one["verdict_text"], len(account.asked)) == ("status", "回了 302", 3)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"ok", "不是 XML，也不是 success"),
        (b"SUCCESS", "不是 XML，也不是 success"),
        (b'{"errcode": 0}', "不是 XML，也不是 success"),
        (b" success", "XML 前后有空白"),
        (b"success\n", "XML 前后有空白"),
        (b"\n" + text_reply().encode(), "XML 前后有空白"),
        (text_reply().encode() + b"\n", "XML 前后有空白"),
        (text_reply().encode()[:-3], "XML 坏了：not well-formed"),
        (b"<xml></xml>", "不是被动回复：not a reply"),
        (text_reply("").encode(), "内容为空"),
        (text_reply("  ").encode(), "内容为空"),
        (text_reply("一" * 683).encode(), "文字超过 2048 字节"),
        (text_reply(from_user="gh_other").encode(), "FromUserName 不是原始 ID"),
        (text_reply(to_user="oBo").encode(), "ToUserName 不是发消息的人"),
        (
            replies.render(
                replies.ImageReply("invented"), to_user="oMei", from_user=GH_ID, create_time=1
            ).encode(),
            "没有这个素材，或它不是 image：invented…",
        ),
    ],
)
def test_broken_answers_end_in_the_grey_line(
    plain: Bench, account: Account, body: bytes, reason: str
) -> None:
    account.always(body)

    one = outcome(plain)

    assert (one["verdict"], one["reason"], one["attempts"]) == ("invalid", reason, 3)
    assert said(plain)[-1] == ("system", GREY)


def test_longest_text_is_shown(plain: Bench, account: Account) -> None:
    account.always(text_reply("一" * 682).encode())

    assert outcome(plain)["verdict"] == "answered"


def test_two_articles_are_one_too_many(plain: Bench, account: Account) -> None:
    article = "<item><Title>题</Title><Description></Description><PicUrl></PicUrl><Url>http://u/</Url></item>"
    two = (
        f"<xml><ToUserName>oMei</ToUserName><FromUserName>{GH_ID}</FromUserName><CreateTime>1</CreateTime>"
        f"<MsgType>news</MsgType><ArticleCount>2</ArticleCount><Articles>{article * 2}</Articles></xml>"
    )
    account.always(two.encode())

    assert outcome(plain)["verdict"] == "invalid"


def sealed(xml: str, *, token: str = TOKEN, aes_key: str = AES_KEY, appid: str = APPID) -> bytes:
    return envelope.seal(Cipher(aes_key, appid=appid), token, xml, timestamp=1, nonce="n").encode()


@pytest.mark.parametrize(
    ("mode", "body", "verdict"),
    [
        ("safe", lambda: sealed(text_reply()), "answered"),
        ("safe", lambda: text_reply().encode(), "invalid"),
        ("safe", lambda: sealed(text_reply(), token="another"), "invalid"),
        ("safe", lambda: sealed(text_reply(), aes_key=AES_KEY[::-1]), "invalid"),
        ("safe", lambda: sealed(text_reply(), appid="wxother"), "invalid"),
        ("safe", lambda: sealed("success"), "invalid"),
        ("safe", lambda: sealed("\n" + text_reply()), "invalid"),
        ("safe", lambda: b"success", "accepted"),
        ("compatible", lambda: sealed(text_reply()), "answered"),
        ("compatible", lambda: text_reply().encode(), "answered"),
        ("plain", lambda: text_reply().encode(), "answered"),
        ("plain", lambda: sealed(text_reply()), "invalid"),
    ],
)
def test_each_mode_takes_its_own_kind_of_answer(
    bench: Bench, account: Account, mode: str, body: Callable[[], bytes], verdict: str
) -> None:
    bench.register(callback_url=account.url, mode=mode)
    bench.follower()
    account.always(body())

    assert outcome(bench)["verdict"] == verdict


@pytest.mark.parametrize(
    ("mode", "query", "elements"),
    [
        ("plain", [], ["ToUserName", "Content"]),
        ("compatible", ["encrypt_type", "msg_signature"], ["ToUserName", "Content", "Encrypt"]),
        ("safe", ["encrypt_type", "msg_signature"], ["ToUserName", "Encrypt"]),
    ],
)
def test_each_mode_sends_its_own_body(
    bench: Bench, account: Account, mode: str, query: list[str], elements: list[str]
) -> None:
    bench.register(callback_url=account.url, mode=mode)
    bench.follower()

    bench.act("text", content="两学一做")

    (asked,) = account.asked
    assert sorted(asked.query) == sorted(["nonce", "openid", "signature", "timestamp", *query])
    assert [
        name for name in ("ToUserName", "Content", "Encrypt") if f"<{name}>" in asked.body.decode()
    ] == elements


def test_query_of_the_callback_address_is_kept(bench: Bench, account: Account) -> None:
    bench.register(callback_url=f"{account.url}?tenant=7", mode="plain")
    bench.follower()

    bench.act("text", content="两学一做")

    assert account.asked[0].query["tenant"] == "7"


@pytest.mark.parametrize(("act", "grey_lines"), [("unfollow", 0), ("enter", 0), ("text", 1)])
def test_grey_line_only_where_somebody_waits(
    plain: Bench, account: Account, act: str, grey_lines: int
) -> None:
    account.always(b"", status=500)

    given: dict[str, Json] = {"enter": {"latitude": 30, "longitude": 120}, "text": {"content": "在吗"}}
    plain.act(act, **given.get(act, {}))

    assert len(account.asked) == 3
    assert sum(one["side"] == "system" for one in plain.bubbles()) == grey_lines


def test_handing_over_to_staff_shows_nothing(plain: Bench, account: Account) -> None:
    reply = replies.render(replies.TransferCustomerService(), to_user="oMei", from_user=GH_ID, create_time=1)
    account.always(reply.encode())

    assert (outcome(plain)["verdict"], said(plain)) == ("answered", [("me", "两学一做")])


def test_slow_account_does_not_delay_the_api(plain: Bench, account: Account) -> None:
    account.always(b"success", after_seconds=PATIENCE_SECONDS * 0.9)
    plain.control("POST", "followers/oMei/acts", act="text", content="两学一做")

    began = time.monotonic()
    plain.get("getcallbackip")

    assert time.monotonic() - began < PATIENCE_SECONDS * 0.8


def test_create_time_follows_the_sandbox_clock_but_the_signature_does_not(
    plain: Bench, account: Account
) -> None:
    plain.control("PUT", "clock", now=1_800_000_000)

    plain.act("text", content="两学一做")

    (asked,) = account.asked
    created = int(asked.body.decode().partition("<CreateTime>")[2].partition("<")[0])
    assert 1_800_000_000 <= created < 1_800_000_010
    assert abs(int(asked.query["timestamp"]) - time.time()) < 10


def test_what_was_on_its_way_does_not_arrive_in_a_new_beginning(plain: Bench, account: Account) -> None:
    account.always(b"success", after_seconds=PATIENCE_SECONDS + 0.3)
    plain.http.post("/_sandbox/followers/oMei/acts", json={"act": "text", "content": "好"})

    plain.control("POST", "reset", scope="all")

    plain.register(callback_url=account.url)
    plain.follower()
    account.always(b"success")
    plain.act("text", content="新的")
    time.sleep(PATIENCE_SECONDS + 0.5)
    assert [row["callback"]["type"] for row in plain.log(kind="callback")] == ["text"]


def test_message_ids_rise_even_after_everything_was_wiped(plain: Bench, account: Account) -> None:
    first = plain.act("text", content="一")["threads"][0]
    plain.control("POST", "reset", scope="all")
    plain.register(callback_url=account.url, mode="plain")
    plain.follower()

    second = plain.act("text", content="二")["threads"][0]

    assert int(second.removeprefix("m:")) > int(first.removeprefix("m:"))


def test_address_check_tells_what_is_wrong(bench: Bench, account: Account) -> None:
    bench.register(callback_url=account.url)
    account.always(b"something else")
    other = bench.control("POST", f"apps/{APPID}/check")
    account.always(b"", status=403)
    forbidden = bench.control("POST", f"apps/{APPID}/check")
    bench.register()
    nobody = bench.control("POST", f"apps/{APPID}/check")

    assert [(one["ok"], one["reason"]) for one in (other, forbidden, nobody)] == [
        (False, "回答不是原样的 echostr"),
        (False, "回了 403"),
        (False, "连不上：ConnectError"),
    ]


def test_callback_check_knocks_at_the_callback_address(bench: Bench, account: Account) -> None:
    bench.register(callback_url=account.url)
    body = {"action": "all", "check_operator": "DEFAULT"}
    there = bench.post("callback/check", body)
    bench.register(callback_url="http://127.0.0.1:9/nobody")
    nobody = bench.post("callback/check", body)

    assert there["dns"] == [{"ip": "127.0.0.1", "real_operator": "DEFAULT"}]
    assert [one["package_loss"] for one in there["ping"] + nobody["ping"]] == ["0%", "100%"]
    assert account.asked == []


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        ({"action": "dance", "check_operator": "DEFAULT"}, 40202),
        ({"action": "all", "check_operator": "x"}, 40203),
    ],
)
def test_callback_check_knows_its_words(qinghe: Bench, body: Json, errcode: int) -> None:
    assert qinghe.post("callback/check", body)["errcode"] == errcode
