"""Our tables say what pypinyin says, sign for sign, at a small part of its price."""

import random
import subprocess
import sys
from collections.abc import Callable
from typing import cast

import pytest
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from zhijian.foundation.spoken import said

WORDS = sorted(PHRASES_DICT)


def as_pypinyin(text: str) -> list[str]:
    # Its annotation forgets that a list of several sounds may come back: "20" is two signs.
    return list(lazy_pinyin(text, errors=cast("Callable[[str], str]", list)))


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("重庆银行很重要", ["chong", "qing", "yin", "hang", "hen", "zhong", "yao"]),
        ("20学1做", ["2", "0", "xue", "1", "zuo"]),
        ("女 App", ["nv", " ", "A", "p", "p"]),
        ("", []),
    ],
)
def test_a_sign_is_said_as_its_word_wants_it(text: str, syllables: list[str]) -> None:
    assert said(text) == syllables


def test_every_sign_is_said_as_pypinyin_says_it() -> None:
    signs = [chr(code) for code in PINYIN_DICT]

    assert [sign for sign in signs if said(sign) != as_pypinyin(sign)] == []


def test_words_and_what_is_pieced_together_of_them_too() -> None:
    chance = random.Random(4)
    pieced = [
        "".join(chance.choice(WORDS)[: chance.randint(1, 6)] for _ in range(4))
        + chance.choice(("", "a1", "，"))
        for _ in range(4000)
    ]

    assert [text for text in [*WORDS[::7], *pieced] if said(text) != as_pypinyin(text)] == []


def test_asking_loads_no_pypinyin() -> None:
    program = (
        "import sys; from zhijian.foundation.spoken import said; "
        "print(said('党费'), 'pypinyin' in sys.modules)"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "['dang', 'fei'] False"
