"""`zhijian doctor`: what is wrong, with both sides of it, and what to do."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.command.conftest import Zhijian, adding
from zhijian.gateway.staleness import StalenessNotes

HOUR = 3600


@contextmanager
def api_whose_clock_is_off(seconds: float) -> Iterator[str]:
    """Something that answers HTTP with a Date of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(404)
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate(time.time() + seconds, usegmt=True)

        def log_message(self, *words: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def lines_about(said: str, what: str) -> list[str]:
    return [line for line in said.splitlines() if what in line]


def test_healthy_house_is_all_fine(zhijian: Zhijian) -> None:
    done = zhijian("doctor")

    assert (done.returncode, lines_about(done.stdout, "NOT")) == (0, [])


def test_clock_off_by_an_hour_is_said_with_both_times(zhijian: Zhijian) -> None:
    with api_whose_clock_is_off(-HOUR) as api:
        zhijian(*adding(api_base=api))
        done = zhijian("doctor")

    (line,) = lines_about(done.stdout, "NOT clock against WeChat's API (bench)")
    assert (done.returncode, "ahead" in line, "ours 20" in line, "theirs 20" in line) == (1, True, True, True)


def test_right_clock_is_fine(zhijian: Zhijian) -> None:
    with api_whose_clock_is_off(0) as api:
        zhijian(*adding(api_base=api))
        done = zhijian("doctor")

    assert (done.returncode, len(lines_about(done.stdout, "ok  clock"))) == (0, 1)


def test_callbacks_refused_as_stale_tell_of_a_wrong_clock(zhijian: Zhijian, home: Path) -> None:
    now = time.time()
    StalenessNotes(home / "run").note(account_id=1, signed_at=now - HOUR)
    with api_whose_clock_is_off(0) as api:
        zhijian(*adding(api_base=api))
        done = zhijian("doctor")

    (line,) = lines_about(done.stdout, "NOT clock against the last callbacks (bench)")
    assert (done.returncode, "3600 seconds ahead" in line or "3601 seconds ahead" in line) == (1, True)


def test_missing_folder_is_named_with_the_remedy(zhijian: Zhijian, home: Path) -> None:
    (home / "spool").rmdir()

    done = zhijian("doctor")

    # The doctor looks and does not mend.
    assert (done.returncode, "zhijian migrate" in done.stdout, (home / "spool").exists()) == (1, True, False)


def test_open_keys_are_named_with_the_command(zhijian: Zhijian, home: Path) -> None:
    (home / "keys").chmod(0o755)

    done = zhijian("doctor")

    assert (done.returncode, "chmod 700" in done.stdout) == (1, True)
