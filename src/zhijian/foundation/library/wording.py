"""What two texts share for somebody who looks for one of them: script, width, case and numerals folded.

Softer than the folding of the answers room, whose rules promise exact words: here 两学一做 and 2学1做 are
the same, and what carries no meaning (请问, 怎么, 的) is no part of a question.
"""

import re
import unicodedata
from functools import cache

import opencc

MOST_CHARS = 400  # of a question; what follows says nothing new

_NUMERALS = str.maketrans("一二两三四五六七八九〇零", "122345678900")
_RUN = re.compile(r"[0-9\u3400-\u9fff\U00020000-\U0003347f]+|[a-z]+")
# Words of courtesy and of asking carry nothing to look for. The longer ones go first: 有没有 before 没有.
_EMPTY_WORDS = """
请问 请教 你好 您好 大家好 谢谢 多谢 麻烦 劳驾 想问 想要 想看 想学 想找 想知道 帮我 帮忙
给我 发我 发给 发一份 看看 看下 查查 查一下 问一下 一下 一份 一个 有没有 有吗 是不是
能不能 可不可以 可以 怎么样 怎么办 怎么 怎样 如何 什么时候 什么 去哪里 去哪儿 去哪 到哪里
到哪 哪里 哪儿 在哪 哪个 哪些 多少 多久 几点 为什么 为啥 是什么 关于 有关 相关 我们 你们
咱们 这个 那个 啥 咋 哪 我 你 您 他 她 它 的 了 吗 呢 吧 啊 呀 哦 嗯 么
"""
_EMPTY = re.compile("|".join(sorted(_EMPTY_WORDS.split(), key=len, reverse=True)))
_OPENING = re.compile(r"^[请想要去有是在和把给找求]+(?=..)")  # 请 is empty in 请发学习资料, not in 申请书


def folded(text: str) -> str:
    """Simplified script, usual width, small letters; punctuation stays."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLIFIED)


def runs(text: str, *, is_question: bool = False) -> list[str]:
    """The stretches of a folded text that carry meaning: of signs and digits, or of Latin letters."""
    found = _RUN.findall(_EMPTY.sub(" ", text) if is_question else text)
    return [_OPENING.sub("", run) for run in found] if is_question else found


def is_latin(run: str) -> bool:
    return run.isascii() and run.isalpha()


def with_digits(text: str) -> str:
    """Numerals as digits, sign by sign: the length stays."""
    return text.translate(_NUMERALS)


def grams(run: str) -> list[str]:
    """Pairs of neighbours, the measure of likeness in Chinese: most words are two signs long.

    Latin words are one gram each. A single sign is none: it would be found everywhere.
    """
    if is_latin(run):
        return [run]
    keyed = with_digits(run)
    return [keyed[at : at + 2] for at in range(len(keyed) - 1)]


class _Simplified(dict[int, str]):
    """A table for `str.translate` that works out a sign when it first comes."""

    def __missing__(self, code_point: int) -> str:
        sign = chr(code_point)
        simple: str = _converter().convert(sign) if code_point >= 0x2E80 else sign
        if code_point >= 0x20000 and not simple.isalnum():  # not given to any sign yet
            simple = " "
        if len(self) < 30_000:  # a flood of strange signs must not eat the memory
            self[code_point] = simple
        return simple


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_SIMPLIFIED = _Simplified()
