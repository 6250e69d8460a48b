"""Only this machine, and only on purpose."""

import httpx
import pytest

from zhijian_sandbox.tests.bench import Bench


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8001",
        "phone-1.localhost:8001",
        "127.0.0.1:8001",
        "127.9.9.9",
        "[::1]:8001",
        "LOCALHOST",
    ],
)
def test_this_machine_is_answered(bench: Bench, host: str) -> None:
    assert httpx.get(f"{bench.url}/healthz", headers={"Host": host}, trust_env=False).json() == {
        "status": "ok"
    }


@pytest.mark.parametrize(
    "host", ["example.com", "localhost.example.com", "192.168.1.7:8001", "0.0.0.0", "evil.com:127", "[", ""]
)
@pytest.mark.parametrize("path", ["/healthz", "/_sandbox/state", "/cgi-bin/token", "/"])
def test_rebound_names_are_refused(bench: Bench, host: str, path: str) -> None:
    answer = httpx.get(f"{bench.url}{path}", headers={"Host": host}, trust_env=False)

    assert answer.status_code in (400, 403)


def test_page_of_another_site_cannot_post(bench: Bench) -> None:
    headers = {"Origin": "https://example.com", "Content-Type": "text/plain"}

    answer = httpx.post(f"{bench.url}/_sandbox/followers", headers=headers, content=b"{}", trust_env=False)

    assert (answer.status_code, bench.control("GET", "followers")["followers"]) == (403, [])


@pytest.mark.parametrize("origin", ["null", "http://localhost:8000", "http://127.0.0.1"])
def test_other_pages_on_this_machine_cannot_post_either(bench: Bench, origin: str) -> None:
    answer = httpx.post(f"{bench.url}/_sandbox/reset", headers={"Origin": origin}, json={}, trust_env=False)

    assert answer.status_code == 403


def test_own_page_can_post(bench: Bench) -> None:
    answer = httpx.post(
        f"{bench.url}/_sandbox/reset", headers={"Origin": bench.url}, json={}, trust_env=False
    )

    assert answer.status_code == 200


def test_desk_is_at_the_root(bench: Bench) -> None:
    answer = bench.http.get("/")

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/html")
