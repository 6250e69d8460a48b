"""Words that want no answer: thanks, yes, good morning."""

import re
from functools import cache
from importlib.resources import files

from zhijian.rooms.answers.normal import normal

_REPEATED = re.compile(r"(.+?)\1+")
_LONGEST = 12
_ENDINGS = "的了呢啊呀哦哈啦吧"


def is_needless(form: str) -> bool:
    """`form` is the text's normal form. Emoji alone ask nothing either; 嗯嗯嗯 is 嗯, 谢谢谢谢 is 谢谢."""
    if not form or len(form) > _LONGEST:
        return False
    if not any(character.isalnum() for character in form):
        return True
    short = _shortened(form)
    return short in _known() or short.rstrip(_ENDINGS) in _known()


def _shortened(form: str) -> str:
    return _REPEATED.sub(r"\1", form)


@cache
def _known() -> frozenset[str]:
    text = files(__package__).joinpath("needless.txt").read_text(encoding="utf-8")
    words = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(_shortened(normal(word)) for word in words if word)
