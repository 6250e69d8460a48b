"""The bot the others run: it answers rightly, keeps every message once, and knows a forged callback."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from wechatpy.crypto import WeChatCrypto

from bench.reply.contenders.bot import Bot, CarefulKeywords, PlainKeywords, read_rules
from bench.reply.measure.keywords import DEFAULT_REPLY, Table
from bench.reply.measure.messages import Account, Mailbag, Message, Reader


@pytest.fixture
def bot(account: Account, tmp_path: Path) -> Bot:
    Table(size=40).write(tmp_path / "table.csv")
    return Bot(
        WeChatCrypto(account.token, account.aes_key, account.appid),
        keywords=PlainKeywords(read_rules(tmp_path / "table.csv")),
        default_reply=DEFAULT_REPLY,
        store=tmp_path / "store.sqlite3",
    )


def test_each_reply_is_right_and_each_message_kept_once(
    bot: Bot, account: Account, mailbag: Mailbag, tmp_path: Path
) -> None:
    reader = Reader(account)

    replies = [(message, bot.answer(*callback(mailbag, message))) for message in mailbag.messages * 2]

    assert [reader.complaint((reply or "").encode(), message) for message, reply in replies] == [""] * 400
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as store:
        kept = store.execute("SELECT msg_id FROM message ORDER BY id").fetchall()
    assert kept == [(str(message.msg_id),) for message in mailbag.messages]


def test_a_forged_callback_gets_nothing(bot: Bot, mailbag: Mailbag) -> None:
    query, body = callback(mailbag, mailbag.messages[0])

    assert bot.answer(query | {"msg_signature": "0" * 40}, body) is None


def test_the_reader_sees_a_wrong_answer(account: Account, mailbag: Mailbag, bot: Bot) -> None:
    known, other = mailbag.messages[0], mailbag.messages[1]

    reply = bot.answer(*callback(mailbag, known)) or ""

    assert Reader(account).complaint(reply.encode(), other) != ""


def test_all_ways_of_matching_agree(tmp_path: Path) -> None:
    table = Table(size=400)
    table.write(tmp_path / "table.csv")
    rules = read_rules(tmp_path / "table.csv")
    questions = table.questions(count=500, seed=3)

    found = [
        [keywords.match(question.text) or DEFAULT_REPLY for question in questions]
        for keywords in (PlainKeywords(rules), CarefulKeywords(rules))
    ]

    assert found == [[question.answer for question in questions]] * 2


def test_the_table_is_half_exact_and_without_repeats() -> None:
    rules = Table(size=2_000).rules

    assert (len({rule.keyword for rule in rules}), sum(rule.is_exact for rule in rules)) == (2_000, 1_000)


def test_the_table_is_the_same_every_time() -> None:
    assert Table(size=100).rules == Table(size=100).rules


def callback(mailbag: Mailbag, message: Message) -> tuple[dict[str, str], bytes]:
    request = mailbag.request(message, timestamp=int(time.time()))
    head, _, body = request.partition(b"\r\n\r\n")
    target = head.decode().split(" ")[1]
    return dict(parse_qsl(target.partition("?")[2])), body
