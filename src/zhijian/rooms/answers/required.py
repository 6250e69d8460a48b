"""Which words a text must hold before a regular expression can match it.

Most patterns people write hold literal words: 怎么.*入党, (缴|交)党费. Looking for those words first, in
the same way as keywords, spares running every pattern over every message. The answer errs on one side only:
None means "unknown, run it", never "cannot match".
"""

import re

Guard = frozenset[str]  # one of these words, casefolded, is in every text that matches

MOST_WORDS = 32
LONGEST_WORD = 16  # a required word's beginning is required too; short ones keep the table small

_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})\??")
_GROUP_OPENS = re.compile(r"\((?:\?(?:P?<\w+>|[A-Za-z]*(?:-[A-Za-z]*)?:))?(?!\?)")
_FLAGS = re.compile(r"\(\?[A-Za-z]*(?:-[A-Za-z]*)?\)")
_CLASS = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]", re.DOTALL)
_ESCAPED_LITERAL = re.compile(r"\\([^\w\s])", re.ASCII)
# Whatever else begins with a backslash matches something we do not name; \Q and \x are given up on as a
# whole.
_OTHER_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|[pP].|[dDsSwWbBAzntrfva])")


class _GiveUp(Exception):
    """The pattern holds something this reader does not know."""


def required_words(pattern: str) -> Guard | None:
    """`pattern` must be one the engine has accepted."""
    try:
        guard, end = _alternatives(pattern, 0)
    except (_GiveUp, RecursionError):
        return None
    return guard if end == len(pattern) else None


def _alternatives(pattern: str, at: int) -> tuple[Guard | None, int]:
    guards = []
    while True:
        guard, at = _sequence(pattern, at)
        guards.append(guard)
        if at >= len(pattern) or pattern[at] == ")":
            break
        at += 1  # the bar
    words: set[str] = set()
    for guard in guards:
        if guard is None:
            return None, at
        words |= guard
    return (frozenset(words) if len(words) <= MOST_WORDS else None), at


def _sequence(pattern: str, at: int) -> tuple[Guard | None, int]:
    found: list[Guard] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        literal, guard, at = _atom(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
            if quantifier.group().startswith(("*", "?", "{0")):
                literal, guard = "", None  # may be absent
        run += literal
        if not literal or quantifier:
            found += [frozenset({run})] if run else []
            found += [guard] if guard else []
            run = ""
    found += [frozenset({run})] if run else []
    words = [frozenset(word.casefold()[:LONGEST_WORD] for word in guard) for guard in found]
    return max(words, key=_worth, default=None), at


def _worth(guard: Guard) -> tuple[int, int]:
    return min(len(word) for word in guard), -len(guard)


def _atom(pattern: str, at: int) -> tuple[str, Guard | None, int]:
    """One literal character, or what a group requires, and where it ends."""
    character = pattern[at]
    if character == "(":
        return "", *_group(pattern, at)
    if character == "[":
        return "", None, _end(_CLASS, pattern, at)
    if character == "\\":
        literal = _ESCAPED_LITERAL.match(pattern, at)
        if literal:
            return literal.group(1), None, literal.end()
        return "", None, _end(_OTHER_ESCAPE, pattern, at)
    if character in ".^$":
        return "", None, at + 1
    return character, None, at + 1


def _group(pattern: str, at: int) -> tuple[Guard | None, int]:
    flags = _FLAGS.match(pattern, at)
    if flags:
        return None, flags.end()
    guard, end = _alternatives(pattern, _end(_GROUP_OPENS, pattern, at))
    if end >= len(pattern):
        raise _GiveUp
    return guard, end + 1


def _end(expression: "re.Pattern[str]", pattern: str, at: int) -> int:
    found = expression.match(pattern, at)
    if not found:
        raise _GiveUp
    return found.end()
