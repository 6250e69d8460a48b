"""A file that stands in its place when it is whole, and not before."""

import os
import tempfile
from pathlib import Path
from typing import IO


class ReplacedFile:
    """`with ReplacedFile(path) as out:` writes beside it; the end without an error puts it in place.

    Only its owner may read it: what is exported are people.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> IO[bytes]:
        handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
        self._unfinished = Path(name)
        self._file = os.fdopen(handle, "wb")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        self._file.close()
        if kind is None:
            self._unfinished.replace(self._path)
        self._unfinished.unlink(missing_ok=True)
