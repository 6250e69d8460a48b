"""The report of an import: one line of JSON for each person's row."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Self

from zhijian.foundation.org.states import Verdict


class ReportFile:
    """Stands in its place when it is whole, and not before: `with ReportFile(path) as it: it.write(…)`.

    Made before anything is imported, so that a folder that cannot be written is known in time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        folder = self._path.parent
        handle, name = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=folder)
        self._unfinished = Path(name)
        self._file = os.fdopen(handle, "w", encoding="utf-8", newline="\n")
        return self

    def write(self, lines: Iterable[tuple[int, Verdict | str, str]]) -> None:
        assert self._file is not None  # noqa: S101 -- within the with
        for number, verdict, message in lines:
            line: dict[str, Any] = {"row": number, "verdict": str(verdict), "message": message}
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        Path(self._unfinished).chmod(0o600)  # it says who is on the roster
        self._unfinished.replace(self._path)

    def __exit__(self, *_error: object) -> None:
        if self._file is not None and not self._file.closed:
            self._file.close()
        self._unfinished.unlink(missing_ok=True)
