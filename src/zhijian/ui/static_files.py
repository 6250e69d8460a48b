"""Static files over a thin line: compressed once, and kept for good where the address says which version.

WhiteNoise serves a `.gz` that lies beside a file; ours lie in packages, where we may not be allowed to write.
So the compressed copies stand in the installation's own folder, named by what is in them.
"""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped] # it has none
from whitenoise.responders import StaticFile  # type: ignore[import-untyped] # see above

from zhijian.ui.assets import asset_url
from zhijian.ui.bundles import PREFIX, folder, keep

WORTH_COMPRESSING = (".css", ".js", ".svg", ".json", ".txt")
LEAST_BYTES = 400  # below that, the head of an answer is larger than what is saved
FOR_GOOD = "public, max-age=31536000, immutable"


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc] # WhiteNoise has no types
    """Everything of the apps' `static/` folders, and the bundles that templates ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self._bundles = self.static_prefix + PREFIX

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        url = request.path_info
        if url.startswith(self._bundles) and url not in self.files:
            self._look_for_bundle(url)
        response: HttpResponseBase = super().__call__(request)
        if url in self.files and self._names_its_version(request):
            response.headers["Cache-Control"] = FOR_GOOD
        return response

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> Any:
        if not path.endswith(WORTH_COMPRESSING) or Path(path).stat().st_size < LEAST_BYTES:
            return super().get_static_file(path, url, stat_cache=stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": str(_compressed(path))})

    def _look_for_bundle(self, url: str) -> None:
        """Any of the web processes may have made it; its name says what is in it."""
        path = next(iter(self.candidate_paths_for_url(url)), None)
        if path is not None:
            self.files[url] = self.get_static_file(str(path), url)

    def _names_its_version(self, request: HttpRequest) -> bool:
        url = request.path_info
        if url.startswith(self._bundles):
            return True
        # Only the version that is served: an old address must not pin new content, nor the other way round.
        return "v" in request.GET and request.get_full_path() == asset_url(
            url.removeprefix(self.static_prefix)
        )


def _compressed(path: str) -> Path:
    content = Path(path).read_bytes()
    copy = folder() / f"{hashlib.sha256(content).hexdigest()[:16]}{Path(path).suffix}.gz"
    if not copy.is_file():
        # No time and no name inside: the same content gives the same bytes in every process.
        keep(copy, gzip.compress(content, compresslevel=9, mtime=0))
    return copy
