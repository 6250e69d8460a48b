"""One style sheet out of many: a page asks once, and a browser keeps the answer for good.

The list stands in a template, between `{% bundle %}` and `{% endbundle %}`, as plain links; with
`ZHIJIAN_DEBUG` they are printed as they are. A bundle is named by its content, made when a page first needs
it, and kept in the installation's own folder, where every web process finds it.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

PREFIX = "bundles/"
_LINK = re.compile(r'<link rel="stylesheet" href="([^"?]+)[^"]*">')
_IMPORT = re.compile(r'@import url\("([^"]+)"\)\s*(?:layer\(([\w-]+)\))?;\n?')
_CHARSET = re.compile(r'^@charset "[^"]*";')
_NAME = re.compile(r"bundles/[0-9a-f]{16}\.css")


def folder() -> Path:
    return Path(settings.ZHIJIAN_HOME) / "run" / "static"


@lru_cache(maxsize=16)
def bundle_url(links: str) -> str:
    """The address of one file with everything these links (as a template prints them) lead to, in order."""
    prefix = static("")
    content = "".join(_read(address.removeprefix(prefix)) for address in _LINK.findall(links)).encode()
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.css"
    keep(folder() / name, content)
    return static(PREFIX + name)


def keep(path: Path, content: bytes) -> None:
    """Written beside and moved into place: nobody ever reads half a file."""
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def _read(path: str) -> str:
    """The file with its imports in place; what an import puts into a layer is wrapped in it."""
    found = finders.find(path)
    if not found:
        raise LookupError(f"no static file {path!r}")
    text = _CHARSET.sub("", Path(str(found)).read_text("utf-8"))

    def put_in(imported: re.Match[str]) -> str:
        inner = _read(_beside(path, imported[1]))
        return f"@layer {imported[2]} {{\n{inner}}}\n" if imported[2] else inner

    return _IMPORT.sub(put_in, text)


def _beside(path: str, relative: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


class BundleFinder(finders.BaseFinder):
    """Bundles among Django's static files: there when asked for, in no list."""

    def find(self, path: str, find_all: bool = False, **more: Any) -> Any:  # noqa: FBT001, FBT002 -- Django's
        found = folder() / PurePosixPath(path).name if _NAME.fullmatch(path) else None
        if found is None or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        return iter(())
