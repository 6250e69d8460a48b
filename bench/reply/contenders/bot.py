"""A keyword bot on wechatpy, written the way its documentation shows, kept as lean as that allows.

Both frameworks use it. What can be made once is made at the start (crypto, table); what a bot does for each
message stays: check and decrypt, parse, match, record in a transaction of its own, reply, encrypt.
"""

import csv
import os
import sqlite3
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.messages import BaseMessage

SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY,
    follower TEXT NOT NULL,
    msg_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    received_at REAL NOT NULL,
    type TEXT NOT NULL,
    raw TEXT NOT NULL,
    reply TEXT NOT NULL,
    UNIQUE (follower, msg_id)
)
"""
INSERT = (
    "INSERT OR IGNORE INTO message (follower, msg_id, created_at, received_at, type, raw, reply) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
SELECT = "SELECT reply FROM message WHERE follower = ? AND msg_id = ?"


@dataclass(frozen=True, slots=True)
class Rule:
    keyword: str
    match: str
    reply: str


class PlainKeywords:
    """One loop over the rules, as published bots do; exact beats contained, earlier beats later."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = rules

    def match(self, text: str) -> str | None:
        contained = None
        for rule in self._rules:
            if rule.match == "exact":
                if rule.keyword == text:
                    return rule.reply
            elif contained is None and rule.keyword in text:
                contained = rule.reply
        return contained


class CarefulKeywords:
    """The same answers from a dict for exact keywords, then a loop for the rest."""

    def __init__(self, rules: list[Rule]) -> None:
        self._exact = {rule.keyword: rule.reply for rule in reversed(rules) if rule.match == "exact"}
        self._contained = [(rule.keyword, rule.reply) for rule in rules if rule.match != "exact"]

    def match(self, text: str) -> str | None:
        reply = self._exact.get(text)
        if reply is not None:
            return reply
        for keyword, reply in self._contained:
            if keyword in text:
                return reply
        return None


class Bot:
    """Answers callbacks for one account; every message is on disk before its reply is returned."""

    def __init__(
        self,
        crypto: WeChatCrypto,
        *,
        keywords: PlainKeywords | CarefulKeywords,
        default_reply: str,
        store: Path,
    ) -> None:
        self._crypto = crypto
        self._match = keywords.match
        self._default_reply = default_reply
        self._store = store
        self._threads = threading.local()

    @classmethod
    def from_environment(cls) -> "Bot":
        rules = read_rules(Path(os.environ["BENCH_TABLE"]))
        is_careful = os.environ["BENCH_MATCHING"] == "dict"
        return cls(
            WeChatCrypto(os.environ["BENCH_TOKEN"], os.environ["BENCH_AES_KEY"], os.environ["BENCH_APPID"]),
            keywords=CarefulKeywords(rules) if is_careful else PlainKeywords(rules),
            default_reply=os.environ["BENCH_DEFAULT_REPLY"],
            store=Path(os.environ["BENCH_STORE"]),
        )

    def answer(self, query: Mapping[str, str], body: bytes) -> str | None:
        """The encrypted reply, its message on disk by then; None if the callback is forged."""
        timestamp, nonce = query["timestamp"], query["nonce"]
        try:
            xml = self._crypto.decrypt_message(body, query["msg_signature"], timestamp, nonce)
        except (InvalidSignatureException, InvalidAppIdException):
            return None
        message = parse_message(xml)
        text = self._match(message.content) if message.type == "text" else None
        reply = self._record(message, xml, reply=text or self._default_reply)
        return str(self._crypto.encrypt_message(create_reply(reply, message).render(), nonce, timestamp))

    def _record(self, message: BaseMessage, xml: str, *, reply: str) -> str:
        """The reply to send: this one, durable on return, or what an earlier delivery stored."""
        connection = self._connection()
        follower, msg_id = message.source, str(message.id)
        created_at = int(message.create_time.timestamp())
        row = (follower, msg_id, created_at, time.time(), message.type, xml, reply)
        if connection.execute(INSERT, row).rowcount:  # each statement commits by itself
            return reply
        return str(connection.execute(SELECT, (follower, msg_id)).fetchone()[0])

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._store, timeout=5, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(SCHEMA)
            self._threads.connection = connection
        return connection


def read_rules(path: Path) -> list[Rule]:
    """In the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Rule(**row) for row in csv.DictReader(file)]
