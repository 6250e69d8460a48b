"""The keyword table every server gets, and what followers write to it: invented, the same each time."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod
from pathlib import Path

SEED = 20260301
VOCABULARY = Path(__file__).resolve().parent.parent / "vocabulary.txt"

ASKING = (
    "请问{}在哪里看？",
    "你好，我想了解一下{}，谢谢！",
    "{}什么时候开始呀",
    "麻烦发一下{}给我",
    "老师您好，昨天说的{}还有吗？",
    "想要{}，手机上能打开吗",
)
CHATTING = (
    "今天下雨了，路上小心第{}位朋友",
    "收到，辛苦了，我是{}号",
    "晚上七点半见，带上{}把椅子",
    "孩子拍了{}张照片，回头给大家看",
    "谢谢书记，{}个苹果都送到了",
)

DEFAULT_REPLY = "您的留言已经收到，工作人员会尽快回复您。也可以点下方菜单查看学习资料，编号 000000。"
REPLY = "您要的内容已经备好，请点下方菜单进入学习园地查看，谢谢您对我们工作的支持，编号 {:06d}。"


@dataclass(frozen=True, slots=True)
class Rule:
    keyword: str
    is_exact: bool
    reply: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a follower writes, and the only right answer to it."""

    text: str
    answer: str


class Table:
    """`size` rules, every second one exact, the others contained; no keyword twice."""

    def __init__(self, *, size: int) -> None:
        keywords = _keywords(size)
        self.rules = [
            Rule(keyword, number % 2 == 0, REPLY.format(number + 1))
            for number, keyword in enumerate(keywords)
        ]
        self._exact = {rule.keyword: rule.reply for rule in self.rules if rule.is_exact}
        self._contained = {
            rule.keyword: (number, rule.reply) for number, rule in enumerate(self.rules) if not rule.is_exact
        }
        self._longest = max(map(len, self._contained))

    def write(self, path: Path) -> None:
        """The table as `zhijian rules import` reads it."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("keyword", "match", "reply"))
            for rule in self.rules:
                writer.writerow((rule.keyword, "exact" if rule.is_exact else "contains", rule.reply))

    def answer(self, text: str) -> str:
        """Exact before contained, then the earlier line: found by looking up every part of the text."""
        if text in self._exact:
            return self._exact[text]
        found = [
            self._contained[part]
            for start in range(len(text))
            for end in range(start + 1, min(start + self._longest, len(text)) + 1)
            if (part := text[start:end]) in self._contained
        ]
        return min(found)[1] if found else DEFAULT_REPLY

    def questions(self, *, count: int, seed: int) -> list[Question]:
        """Of ten messages four are a keyword, four a sentence with one, two are about something else."""
        draw = random.Random(seed)
        exact, contained = self.rules[0::2], self.rules[1::2]
        texts = []
        for number in range(count):
            kind = number % 10
            if kind in (0, 3, 5, 8):
                texts.append(draw.choice(exact).keyword)
            elif kind in (1, 4, 6, 9):
                texts.append(draw.choice(ASKING).format(draw.choice(contained).keyword))
            else:
                texts.append(draw.choice(CHATTING).format(draw.randrange(2, 100)))
        return [Question(text, self.answer(text)) for text in texts]


def _keywords(size: int) -> list[str]:
    """A quarter of each length while it lasts, so that a small table has short and long ones too."""
    draw = random.Random(SEED)
    lines = VOCABULARY.read_text(encoding="utf-8").splitlines()
    words = {name: rest.split() for name, rest in (line.split(" ", 1) for line in lines)}
    places, times, topics, things = (words[name] for name in ("places", "times", "topics", "things"))
    shapes = (
        (topics, things),
        (times, topics, things),
        (places, topics, things),
        (places, times, topics, things),
    )
    sizes = [prod(map(len, shape)) for shape in shapes]
    drawn = [draw.sample(range(amount), min(amount, size)) for amount in sizes]
    by_turns = (
        _compose(shape, numbers[turn])
        for turn in range(size)
        for shape, numbers in zip(shapes, drawn, strict=True)
        if turn < len(numbers)
    )
    keywords = list(islice(by_turns, size))
    draw.shuffle(keywords)
    return keywords


def _compose(shape: Sequence[Sequence[str]], number: int) -> str:
    """The so-manieth of all ways to take one word from each list."""
    parts = []
    for words in shape:
        number, place = divmod(number, len(words))
        parts.append(words[place])
    return "".join(parts)
