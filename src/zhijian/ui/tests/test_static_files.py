import contextlib
import gzip
import re
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django import Settings

from zhijian.ui.assets import asset_url
from zhijian.ui.bundles import bundle_url
from zhijian.ui.static_files import StaticFilesMiddleware

# Closing an answer tells Django that a request is over, and it looks at its connections.
pytestmark = pytest.mark.django_db

TWO = '{% load ui %}{% bundle %}<link rel="stylesheet" href="{% asset "console/css/layers.css" %}">\n' \
      '<link rel="stylesheet" href="{% asset "console/css/states.css" %}">{% endbundle %}'  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.ZHIJIAN_HOME = tmp_path
    bundle_url.cache_clear()


def nothing_else(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("not a file", status=404)


def asked(address: str, *, encodings: str = "gzip") -> HttpResponseBase:
    request = RequestFactory().get(address, headers={"accept-encoding": encodings})
    return StaticFilesMiddleware(nothing_else)(request)


def content(response: HttpResponseBase) -> bytes:
    with contextlib.closing(response):
        return b"".join(iter(response))


def bundle_address() -> str:
    found = re.search(r'href="([^"]+)"', Template(TWO).render(Context()))
    assert found
    return found[1]


def test_style_sheets_become_one_file_in_their_order_and_layers() -> None:
    text = gzip.decompress(content(asked(bundle_address()))).decode()

    order = [
        text.index(part) for part in ("@layer vendor, tokens", "@layer vendor {", "--tblr-", "@layer states")
    ]
    assert (order, "@import" in text, "@charset" in text) == (sorted(order), False, False)


def test_with_debug_the_links_stay_as_they_are(settings: Settings) -> None:
    settings.DEBUG = True

    assert Template(TWO).render(Context()).count("<link") == 2


def test_files_travel_compressed_to_whoever_understands_it() -> None:
    address = asset_url("ui/vendor/htmx.min.js")

    small, plain = asked(address), asked(address, encodings="")

    assert (small["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert gzip.decompress(content(small)) == content(plain)
    assert small["Vary"] == "Accept-Encoding"


def test_an_address_with_its_version_is_kept_for_good_and_no_other() -> None:
    addresses = {
        "the version": asset_url("ui/vendor/htmx.min.js"),
        "another version": "/static/ui/vendor/htmx.min.js?v=0000000000",
        "no version": "/static/ui/vendor/htmx.min.js",
        "a bundle": bundle_address(),
    }

    kept = {what: "immutable" in asked(address)["Cache-Control"] for what, address in addresses.items()}

    assert kept == {"the version": True, "another version": False, "no version": False, "a bundle": True}


def test_bundle_made_by_another_process_is_found() -> None:
    address = bundle_address()
    bundle_url.cache_clear()

    assert asked(address).status_code == 200


@pytest.mark.parametrize("name", ["0" * 16 + ".css", "../keys/vault.key", "..%2fkeys%2fvault.key", ""])
def test_what_is_no_bundle_is_not_looked_for_in_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "run" / "keys").mkdir(parents=True)
    (tmp_path / "run" / "keys" / "vault.key").write_text("a secret")

    assert asked(f"/static/bundles/{name}").status_code == 404
