from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from zhijian.ui.content_policy import ContentPolicyMiddleware, framing_origins, let_run


def headers_of(path: str) -> dict[str, str]:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", content_type="text/plain")

    response = ContentPolicyMiddleware(view)(RequestFactory().get(path))
    return {name: value for name, value in response.items() if name not in {"Content-Type"}}


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_staff_pages_take_nothing_from_elsewhere(settings: Settings) -> None:
    settings.ZHIJIAN_SANDBOX_URL = ""

    headers = headers_of("/console/")

    assert directives(headers.pop("Content-Security-Policy")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def test_members_pages_run_no_script(settings: Settings) -> None:
    settings.ZHIJIAN_SANDBOX_URL = ""

    policies = [directives(headers_of(path)["Content-Security-Policy"]) for path in ("/read/abc", "/m/")]

    assert [("script-src" in policy, policy["default-src"]) for policy in policies] == [(False, "'none'")] * 2


def test_members_page_runs_only_the_file_it_names(settings: Settings) -> None:
    settings.ZHIJIAN_SANDBOX_URL = ""

    def view(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse("x")
        let_run(response, "portal/keep_place.js")
        return response

    response = ContentPolicyMiddleware(view)(RequestFactory().get("/read/abc"))

    policy = directives(response["Content-Security-Policy"])
    assert policy["script-src"] == "testserver/static/portal/keep_place.js"
    assert ("connect-src" in policy, policy["default-src"]) == (False, "'none'")


def test_nobody_frames_anything_without_a_sandbox(settings: Settings) -> None:
    settings.ZHIJIAN_SANDBOX_URL = ""

    headers = [headers_of(path) for path in ("/", "/console/", "/read/abc", "/m/")]

    assert [
        (directives(h["Content-Security-Policy"])["frame-ancestors"], h["X-Frame-Options"]) for h in headers
    ] == [("'none'", "DENY")] * 4


def test_only_the_demos_sandbox_frames_members_pages_and_only_those(settings: Settings) -> None:
    settings.ZHIJIAN_SANDBOX_URL = "http://localhost:8001"
    desk = "http://localhost:8001 http://*.localhost:8001 http://127.0.0.1:8001"

    headers = {path: headers_of(path) for path in ("/read/abc", "/m/", "/console/", "/reading", "/")}

    assert {
        path: (directives(h["Content-Security-Policy"])["frame-ancestors"], h.get("X-Frame-Options", ""))
        for path, h in headers.items()
    } == {
        "/read/abc": (desk, ""),
        "/m/": (desk, ""),
        "/console/": ("'none'", "DENY"),
        "/reading": ("'none'", "DENY"),
        "/": ("'none'", "DENY"),
    }


def test_a_sandbox_beyond_loopback_frames_nothing() -> None:
    elsewhere = ("", "http://sandbox.example:8001", "http://localhost.example:8001", "http://10.0.0.7:8001")

    assert [framing_origins(url) for url in elsewhere] == [()] * 4
