"""Saves: the whole state under a name, as JSON files beside the state file."""

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhijian_sandbox.parts import Parts
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import whole

LONGEST_NAME = 40
# Letters of any script, digits and a few signs: nothing that leads out of a folder.
_NAME = re.compile(r"[\w（）()·，、-][\w（）()·，、 -]*")


@dataclass(frozen=True, slots=True)
class Save:
    """One save, as a list shows it."""

    name: str
    saved_at: float
    size_bytes: int

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "saved_at": round(self.saved_at, 3), "size_bytes": self.size_bytes}


class Saves:
    """Keeps, lists and brings back. `Refusal` in words for whoever asked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        path = parts.store.path
        self._folder = None if path == ":memory:" else Path(path).with_name(f"{Path(path).stem}-saves")

    def every(self) -> list[Save]:
        """The latest first."""
        if self._folder is None or not self._folder.is_dir():
            return []
        found = [_of(path) for path in self._folder.glob("*.json")]
        return sorted(found, key=lambda save: save.saved_at, reverse=True)

    def keep(self, name: str) -> Save:
        """What there is now, under this name, in place of an earlier save of that name."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and put in place at once: a full disk must not cost the earlier save.
        half = path.with_suffix(".half")
        try:
            half.write_text(self.document(), encoding="utf-8")
            half.replace(path)
        except OSError as problem:
            half.unlink(missing_ok=True)
            raise Refusal(f"存不下：{problem.strerror}", status=507) from problem
        return _of(path)

    def document(self) -> str:
        """What there is now, as the text of a file."""
        clock = self._parts.clock
        about = {"saved_at": round(time.time(), 3), "sandbox_now": round(clock.now(), 3)}
        return json.dumps({**whole.taken_out(self._parts.store), **about}, ensure_ascii=False)

    def text(self, name: str) -> str:
        path = self._path(name)
        if not path.is_file():
            raise Refusal("没有这份存档", field="name", status=404)
        return path.read_text(encoding="utf-8")

    def forget(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    async def bring_back(self, text: str) -> None:
        """In place of everything there is; letters on their way are called back first.

        Real time goes on as ever; a clock that had been moved or stopped stands where it stood when it
        was saved, so that windows and tokens are as they were.
        """
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise Refusal("这不是沙箱的存档", field="file") from problem
        if not isinstance(document, dict):
            raise Refusal("这不是沙箱的存档", field="file")
        parts = self._parts
        await parts.practice.leave("回到存档了")
        await parts.callbacks.call_back()
        try:
            with parts.store.transaction():
                whole.put_in(parts.store, document)
                parts.hub.publish("reset", {"scope": "save"})
        except whole.NotASave as problem:
            raise Refusal(str(problem), field="file") from problem
        clock = parts.clock
        clock.reread()
        then = document.get("sandbox_now")
        if (clock.is_frozen or abs(clock.offset_seconds) >= 1) and isinstance(then, int | float):
            clock.set(float(then))

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            raise Refusal(f"名字用 1 到 {LONGEST_NAME} 个字，不要标点和斜杠", field="name")
        if self._folder is None:
            raise Refusal("沙箱的状态只在内存里，没有地方存", status=409)
        return self._folder / f"{name}.json"


def _of(path: Path) -> Save:
    about = path.stat()
    return Save(path.stem, about.st_mtime, about.st_size)
