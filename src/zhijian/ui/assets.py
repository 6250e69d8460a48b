"""Addresses of static files that change when the file does: nobody waits for a cache after an upgrade."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static


def asset_url(path: str) -> str:
    """`/static/<path>?v=<first digits of its SHA-256>`. Raises `LookupError` for a file that is not there."""
    return _asset_url(path) if not settings.DEBUG else _asset_url.__wrapped__(path)


@lru_cache(maxsize=256)
def _asset_url(path: str) -> str:
    found = finders.find(path)
    if not found:
        raise LookupError(f"no static file {path!r}")
    digest = hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()
    return f"{static(path)}?v={digest[:10]}"
