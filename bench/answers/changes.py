"""Changing a rule as staff does, and asking on several connections until all of them answer anew."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from typing import Final

from django.db import transaction

from bench.reply.measure.keywords import Question
from bench.reply.measure.messages import Account, Mailbag, Message, Reader
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Change, Rule

CONNECTIONS: Final = 8  # the kernel spreads them over the gateways
PATIENCE_SECONDS: Final = 15.0


class Editor:
    """Changes replies of rules. With `whole`, gateways are told to read everything, as they used to."""

    def __init__(self) -> None:
        self._dice = random.Random(20261123)
        self._rules = list(Rule.objects.filter(keywords__match="exact").values_list("pk", flat=True))

    def change(self, *, whole: bool) -> Question:
        """One rule, chosen anew; what to ask and what is to be answered."""
        rule = Rule.objects.get(pk=self._dice.choice(self._rules))
        reply = f"改过的答复 {self._dice.getrandbits(64):x}"
        with transaction.atomic():
            services.change_rule(rule, parts=[reply], by="bench")
            if whole:
                newest = Change.objects.latest("id")
                Change.objects.filter(pk=newest.pk).update(rule_id=None)
        return Question(rule.keywords.get().text, reply)


def seconds_until_live(port: int, account: Account, question: Question) -> float:
    """Until the last of the connections is answered anew. Call right after the change is committed."""
    committed = time.monotonic()
    bag = Mailbag(account, [question], seed=time.time_ns())
    live: list[float] = []

    def ask(number: int) -> None:
        reader = Reader(account)
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
            for message in _fresh(bag.messages[0], number):
                connection.sendall(bag.request(message, timestamp=int(time.time())))
                body = _body(connection)
                if not reader.complaint(body, message):
                    live.append(time.monotonic() - committed)
                    return
                if time.monotonic() - committed > PATIENCE_SECONDS:
                    return
                time.sleep(0.01)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(live) if len(live) == CONNECTIONS else float("inf")


def _fresh(message: Message, number: int) -> Iterator[Message]:
    """Each asked once: the answer to a repetition is the stored one."""
    for turn in range(1_000_000):
        yield Message(message.follower, message.msg_id + number + turn * CONNECTIONS, message.question)


def _body(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    size = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < size:
        body += _more(connection)
    return body


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    if not piece:
        raise ConnectionError("the gateway closed the connection")
    return piece
