"""Asking one question the slow way: is the server up, and does it answer rightly?"""

import http.client
import time

from bench.reply.measure.messages import Mailbag, Message, Reader
from bench.reply.measure.processes import Group, ServerFailed

PATIENCE_SECONDS = 60


def wait_for_answer(
    port: int, mailbag: Mailbag, *, reader: Reader | None, group: Group
) -> tuple[float, list[Message]]:
    """Monotonic time of the first right answer, and the messages it took to get it (each tried once)."""
    asked: list[Message] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    complaint = "no connection"
    for message in mailbag.messages:
        status, body = 0, b""
        while not status:
            if group.process.poll() is not None:
                raise ServerFailed(f"ended with {group.process.returncode}: {_tail(group)}")
            if time.monotonic() > deadline:
                raise ServerFailed(
                    f"no right answer within {PATIENCE_SECONDS} s, last: {complaint}: {_tail(group)}"
                )
            try:
                status, body = ask(port, mailbag, message)
            except (OSError, http.client.HTTPException):  # not up yet: the platform would see the same
                time.sleep(0.005)
        if status == 200:
            asked.append(message)
            complaint = reader.complaint(body, message) if reader else ""
            if not complaint:
                return time.monotonic(), asked
        else:
            complaint = f"status {status}"
        time.sleep(0.01)
    raise ServerFailed(
        f"{len(mailbag.messages)} questions and no right answer, last: {complaint}: {_tail(group)}"
    )


def ask(port: int, mailbag: Mailbag, message: Message) -> tuple[int, bytes]:
    """Status and body of one callback, signed now, on a connection of its own."""
    request = mailbag.request(message, timestamp=int(time.time()))
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            "POST", lines[0].split(" ")[1], body, dict(line.split(": ", 1) for line in lines[1:])
        )
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _tail(group: Group) -> str:
    return group.log.read_text(errors="replace")[-800:]
