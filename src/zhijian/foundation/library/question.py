"""What a follower wrote, made ready to be looked for."""

from dataclasses import dataclass
from typing import Self

from zhijian.foundation.library import sounds, wording

# Greetings and nods. They stand in many an article and ask for none.
_CHATTER = """
早上好 中午好 下午好 晚上好 早安 晚安 新年快乐 生日快乐 节日快乐 中秋快乐 春节快乐 过年好
辛苦了 辛苦 不好意思 对不起 没关系 不客气 没问题 收到 好的 知道了 知道 明白 明白了 哈哈
再见 拜拜 加油 厉害 点赞 支持 不知道 没事 没有 可以 行 同意 谢谢大家 大家辛苦了 领导好
书记好 hello hi ok yes no test thanks thank you bye
haha
"""
_SAYS_NOTHING = frozenset(_CHATTER.split())


@dataclass(frozen=True, slots=True)
class Question:
    """`signs` and `sounds` go side by side: the same pair of signs as written and as heard (or empty)."""

    runs: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    letters: str

    @classmethod
    def of(cls, text: str) -> Self:
        said = wording.folded(text[: wording.MOST_CHARS])
        if "".join(wording.runs(said)) in _SAYS_NOTHING:
            return cls((), (), "")
        runs = wording.runs(said, is_question=True)
        pairs = tuple(pair for run in runs for pair in _pairs(run))
        only_latin = bool(runs) and all(wording.is_latin(run) for run in runs)
        letters = "".join(runs) if only_latin else ""
        return cls(tuple(runs), pairs, letters)

    @property
    def is_empty(self) -> bool:
        return not self.pairs

    @property
    def signs(self) -> list[str]:
        return list(dict.fromkeys(sign for sign, _ in self.pairs))

    @property
    def sounds(self) -> list[str]:
        return list(dict.fromkeys(sound for _, sound in self.pairs if sound))

    @property
    def letter_grams(self) -> list[str]:
        """For a question in letters only: it may be pinyin, whole or initials."""
        if len(self.letters) < 3:
            return []
        whole = sounds.letter_grams(sounds.as_heard(self.letters))
        return [*whole, *(f"0{gram}" for gram in sounds.letter_grams(self.letters))]


def _pairs(run: str) -> list[tuple[str, str]]:
    if wording.is_latin(run):
        return [(run, "")]
    return list(zip(wording.grams(run), sounds.sound_grams(run), strict=True))
