"""The words an account begins with: two lists beside this file, a word a line, # begins a remark."""

from functools import cache
from importlib.resources import files


def default_words() -> list[str]:
    return list(_lines("report_words.txt"))


def default_exceptions() -> list[str]:
    return list(_lines("report_exceptions.txt"))


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    words = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(word for word in words if word)
