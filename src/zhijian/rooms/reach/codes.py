"""The word and the number somebody says in the chat: how they are made, and how they are understood."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from typing import Final

LONGEST_SAID: Final = 40  # whoever writes more has something else to say
LONGEST_WORD: Final = 4
_NUMERALS: Final = str.maketrans("〇零一二三四五六七八九幺", "0012345678" + "91")
_MARKS: Final = ' \t\r\n\u3000。.!！,，;；~～…”"』」）)'
_TOLD_TO: Final = "回复"  # the poster says 回复 河东 4821, and some write all of it
# What every unit is called at its end, and what says nothing of which one it is.
_ENDINGS: Final = re.compile(
    r"(党?支部委员会|党?总支部?委员会|党支部|党总支|总支|支部|党工委|党委|党组|党小组|"
    r"工会委员会|工会|委员会|小组|联合|村民?|社区|居民?|街道|镇|乡)+$"
)
_BEGINNING: Final = re.compile(r"^(中国共产党|中共)")
_ASIDE: Final = re.compile(r"[（(][^）)]*[）)]")
_COUNTED: Final = re.compile(r"第?([〇零一二三四五六七八九十百\d]+)(党支部|支部|党小组|小组)(委员会)?$")


def normal(text: str) -> str:
    """As it is looked up: full width, spaces, marks, capitals and numbers in Chinese make no difference."""
    form = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    form = form.removeprefix(_TOLD_TO)
    return form[:-4] + form[-4:].translate(_NUMERALS)


def ends_in_a_digit(text: str) -> bool:
    """Of most messages the last sign says already that they are no word with a number."""
    last = text.rstrip(_MARKS)[-1:]
    return last.isdigit() or ord(last or " ") in _NUMERALS


def is_said(form: str) -> bool:
    """Whether it is a word with four digits, whether or not there is such a code."""
    return len(form) > 4 and form[-4:].isdecimal() and form.isascii() is False


def word_for(name: str, short_name: str = "") -> str:
    """What a unit is called in two to four signs: 河东村党支部 is 河东, 机关第三党支部 is 三支部."""
    called = _BEGINNING.sub("", _ASIDE.sub("", short_name or name).strip())
    if found := _COUNTED.search(called):
        return f"{found[1]}{'小组' if '小组' in found[2] else '支部'}"[-LONGEST_WORD:]
    core = "".join(sign for sign in _ENDINGS.sub("", called) if sign.isalnum())
    core = core.rstrip("0123456789")[-LONGEST_WORD:]
    if len(core) < 2 or core.isascii():
        core = "".join(sign for sign in called if sign.isalpha() and not sign.isascii())[-LONGEST_WORD:]
    return core or "支部"


def free_number(taken: Collection[str]) -> str | None:
    """Four digits nobody has; None when all are given away. They lead on from nothing to nothing."""
    for _attempt in range(20):
        number = str(secrets.randbelow(9000) + 1000)
        if number not in taken:
            return number
    left = [number for number in map(str, range(1000, 10_000)) if number not in taken]
    return secrets.choice(left) if left else None
