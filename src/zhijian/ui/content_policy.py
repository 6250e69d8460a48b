"""The content policy of every page: nothing from elsewhere, nothing inline, nobody frames us.

Members' pages run no script, but for the one file a page of ours may name with `let_run`. And only in the
demo, the sandbox on the same desk may show members' pages inside its phones.
"""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static

MEMBER_PAGES = ("/read/", "/m/")

_EVERYWHERE = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_WITH_SCRIPTS = {"script-src": "'self'", "connect-src": "'self'"}
_RUNS = "_zhijian_runs"


def let_run(response: HttpResponseBase, script: str) -> None:
    """Let a page for members run this one static file of ours, and nothing else that might stand on it."""
    setattr(response, _RUNS, static(script))


class ContentPolicyMiddleware:
    """Writes the policy on every answer that comes out of Django, error pages included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_for_members = request.path.startswith(MEMBER_PAGES)
        framers = framing_origins(settings.ZHIJIAN_SANDBOX_URL) if is_for_members else ()
        policy = _EVERYWHERE | (_scripts_for_members(request, response) if is_for_members else _WITH_SCRIPTS)
        policy |= {"frame-ancestors": " ".join(framers) or "'none'"}
        response["Content-Security-Policy"] = _written(policy)
        response["X-Content-Type-Options"] = "nosniff"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if not framers:
            response["X-Frame-Options"] = "DENY"
        return response


def _scripts_for_members(request: HttpRequest, response: HttpResponseBase) -> dict[str, str]:
    """None, or one file by its whole address: a text that slipped through escaping still could not run."""
    script = getattr(response, _RUNS, "")
    return {"script-src": f"{request.get_host()}{script}"} if script else {}


@lru_cache(maxsize=8)
def framing_origins(sandbox_url: str) -> tuple[str, ...]:
    """The names under which a browser on this machine may have opened the sandbox; none without a sandbox.

    A sandbox elsewhere than on loopback frames nothing: it would put a stranger's page around ours.
    """
    if not sandbox_url:
        return ()
    parts = urlsplit(sandbox_url)
    host = parts.hostname or ""
    if host not in ("localhost", "127.0.0.1", "::1") and not host.endswith(".localhost"):
        return ()
    port = f":{parts.port}" if parts.port else ""
    return tuple(f"{parts.scheme}://{name}{port}" for name in ("localhost", "*.localhost", "127.0.0.1"))


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())
