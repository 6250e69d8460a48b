"""How a name sounds in Latin letters, for those who search by letters: zhang san, zs."""

from functools import lru_cache
from typing import Final

from zhijian.foundation.spoken import said

# Family names that sound otherwise than the sign usually does.
_FAMILY: Final = {
    "单": "shan", "曾": "zeng", "查": "zha", "仇": "qiu", "解": "xie", "盖": "ge", "区": "ou", "任": "ren",
    "朴": "piao", "翟": "zhai", "乐": "yue", "覃": "qin", "尉迟": "yu chi", "万俟": "mo qi",
    "长孙": "zhang sun",
}  # fmt: skip


@lru_cache(maxsize=16_384)  # a roster says the same names again and again; some four megabytes
def sound_of_person(name: str) -> str:
    """`zhangsan zs`: all syllables, and their first letters."""
    for family, sound in _FAMILY.items():
        if name.startswith(family):
            return _both([*sound.split(), *_syllables(name[len(family) :])])
    return _both(_syllables(name))


def sound_of_unit(*names: str) -> str:
    """Of the full name and the short one, each once."""
    return " ".join(dict.fromkeys(_both(_syllables(name)) for name in names if name))


def syllables_of(name: str) -> list[str]:
    """One for each sign, empty where a sign has no sound: to show which part of a name letters meant."""
    return [next(iter(_syllables(sign)), "") for sign in name]


def _both(syllables: list[str]) -> str:
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}".strip()


def _syllables(name: str) -> list[str]:
    return [syllable.lower() for syllable in said("".join(sign for sign in name if sign.isalnum()))]
