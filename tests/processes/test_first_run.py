"""The first administrator and the brake, as they work over several processes."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.processes.running import answers, free_port, run, running, until

pytestmark = pytest.mark.timeout(90)

PASSWORD = "a sentence one remembers"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert run(tmp_path / "home", "migrate").returncode == 0
    return tmp_path / "home"


def printed_code(process: subprocess.Popen[str]) -> str:
    """The code as it stands on the operator's screen."""
    assert process.stdout
    for line in process.stdout:
        if found := re.fullmatch(r"    (\d{4} \d{4})\n", line):
            return found[1]
    raise AssertionError("no code was printed")


def browser(port: int) -> httpx.Client:
    return httpx.Client(base_url=f"http://localhost:{port}", trust_env=False)


def post(http: httpx.Client, address: str, **fields: str) -> httpx.Response:
    page = http.get(address)
    assert page.status_code == 200, page.text[-600:]
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[0]
    return http.post(address, data={"csrfmiddlewaretoken": token, **fields})


def test_code_on_the_screen_makes_the_first_administrator_and_then_nobody(home: Path) -> None:
    port = free_port()
    me = {"name": "文", "username": "wen", "password": PASSWORD}

    with running(home, "serve", "--only", "web", "--port", str(port), more={"PORT": str(port)}) as process:
        code = printed_code(process)
        assert until(lambda: answers(f"http://localhost:{port}/healthz"))
        with browser(port) as http:
            wrong = post(http, "/console/first-run/", code="0000 0001", **me)
            right = post(http, "/console/first-run/", code=code, **me)
            today = http.get("/console/")
        with browser(port) as http:
            again = http.get("/console/first-run/")

    assert (wrong.status_code, "口令不对，还能试 9 次。" in wrong.text) == (422, True)
    assert (right.status_code, right.headers["location"], today.status_code) == (302, "/console/", 200)
    assert (again.status_code, again.headers["location"]) == (302, "/console/sign-in/")


def test_a_start_with_somebody_on_the_staff_prints_no_code(home: Path) -> None:
    run(home, "staff", "add", "wen", "--password", "-", stdin=PASSWORD + "\n")
    port = free_port()

    with running(home, "serve", "--only", "web", "--port", str(port)) as process:
        assert until(lambda: answers(f"http://localhost:{port}/healthz"))
        process.terminate()
        said, _ = process.communicate(timeout=20)

    assert ("serving" in said, "first-run" in said) == (True, False)


@pytest.fixture
def two_webs(home: Path) -> Iterator[tuple[int, int]]:
    run(home, "staff", "add", "wen", "--password", "-", stdin=PASSWORD + "\n")
    ports = (free_port(), free_port())
    with (
        running(home, "serve", "--only", "web", "--port", str(ports[0])),
        running(home, "serve", "--only", "web", "--port", str(ports[1])),
    ):
        assert until(lambda: all(answers(f"http://localhost:{port}/healthz") for port in ports))
        yield ports


def test_failures_at_one_process_brake_the_other(two_webs: tuple[int, int]) -> None:
    first, second = two_webs
    sign_in = "/console/sign-in/"

    for port in (first, second, first, second, first):
        with browser(port) as http:
            post(http, sign_in, username="wen", password="wrong")
    with browser(second) as http:
        braked = post(http, sign_in, username="wen", password=PASSWORD)

    assert (braked.status_code, "试的次数多了，请过 5 分钟再来。" in braked.text) == (422, True)


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, not an address", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_on_this_machine_its_word_counts(serving: int, claims: str, address: str) -> None:
    with browser(serving) as http:
        http.headers["x-forwarded-for"] = claims
        post(http, "/console/sign-in/", username="wen", password=PASSWORD)
        page = http.get("/console/me/").text

    assert f"<small>{address} · " in page


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Gateway, web and worker, with Wen on the staff."""
    home, port = tmp_path_factory.mktemp("serving"), free_port()
    assert run(home, "migrate").returncode == 0
    run(home, "staff", "add", "wen", "--password", "-", stdin=PASSWORD + "\n")
    with running(home, "serve", "--port", str(port)):
        assert until(lambda: answers(f"http://localhost:{port}/console/sign-in/"))
        yield port
