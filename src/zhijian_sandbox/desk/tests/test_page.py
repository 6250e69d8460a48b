"""The page as it is served: strict policy, nothing inline, nothing from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from zhijian_sandbox.desk import routes
from zhijian_sandbox.desk.tests.serving import serving

HERE = Path(routes.__file__).parent


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with (
        serving(Starlette(routes=routes.routes)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as one,
    ):
        yield one


PAGES = ["/", "/practice", "/back-end"]


def every_page(client: httpx.Client) -> str:
    return "".join(client.get(path).text for path in PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_comes_with_a_policy_that_allows_no_inline_code(client: httpx.Client, path: str) -> None:
    answer = client.get(path)

    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert answer.status_code == 200
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )
    assert policy["frame-src"] == "http://localhost:* http://127.0.0.1:* http://*.localhost:*"
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_page_has_neither_inline_style_nor_script_nor_foreign_address(client: httpx.Client) -> None:
    html = every_page(client)

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []
    assert (
        re.findall(r"(?:src|href)=\"(?!/desk/|/practice\"|/back-end\"|/\"|/_sandbox/|#)[^\"]*\"", html) == []
    )


def test_every_file_the_page_names_is_served(client: httpx.Client) -> None:
    html = every_page(client)
    named = set(re.findall(r"(?:src|href)=\"(/desk/[^\"#]+)", html))

    assert {path: client.get(path).status_code for path in named} == dict.fromkeys(named, 200)


def test_every_icon_the_page_names_is_in_the_sprite(client: httpx.Client) -> None:
    html = every_page(client)
    sprite = client.get("/desk/vendor/tabler-icons.svg").text

    wanted = set(re.findall(r"tabler-icons\.svg#([a-z0-9-]+)", html))
    assert wanted - set(re.findall(r"<symbol id=\"([^\"]+)\"", sprite)) == set()


def test_every_template_a_script_asks_for_exists(client: httpx.Client) -> None:
    html = every_page(client)
    scripts = "".join(path.read_text() for path in (HERE / "static" / "js").rglob("*.js"))

    asked = set(re.findall(r"clone\(\"([a-z-]+)\"\)", scripts))
    assert asked - set(re.findall(r"data-template=\"([^\"]+)\"", html)) == set()


def test_files_are_asked_about_each_time(client: httpx.Client) -> None:
    assert client.get("/desk/js/desk.js").headers["cache-control"] == "no-cache"


def test_no_stylesheet_reaches_outside() -> None:
    sheets = "".join(path.read_text() for path in (HERE / "static" / "css").glob("*.css"))

    assert re.findall(r"@import|url\((?!\"\.\./img/)", sheets) == []
