"""Key files: 32 random bytes each, made once, readable by the owner only."""

import base64
import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class KeyFileBroken(Exception):
    """The key file is there but does not hold keys; guessing on would seal data nobody can open again."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"key file {path} is not readable as keys (base64 of {KEY_BYTES} bytes a line)")


def read_or_make_key(path: Path) -> bytes:
    """The current key: the file's first line. A missing file is made, with a missing folder (mode 700)."""
    return read_or_make_keys(path)[0]


def read_or_make_keys(path: Path) -> tuple[bytes, ...]:
    """All keys, newest first: the first seals, every one may open (so a key can be changed)."""
    try:
        text = path.read_text("ascii")
    except FileNotFoundError:
        _make(path)
        text = path.read_text("ascii")
    except UnicodeDecodeError as error:
        raise KeyFileBroken(path) from error
    return _parse(text, path)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    line = base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"
    # Written beside and linked into place: of two processes that start at once one wins, and nobody
    # ever reads half a key.
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return
    finally:
        beside.unlink()


def _parse(text: str, path: Path) -> tuple[bytes, ...]:
    try:
        keys = tuple(base64.b64decode(line, validate=True) for line in text.split())
    except ValueError as error:
        raise KeyFileBroken(path) from error
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise KeyFileBroken(path)
    return keys
