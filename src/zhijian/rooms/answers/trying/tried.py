"""What trying a text shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.intake.answer import Answer
from zhijian.rooms.answers.models import Rule


class Why(models.TextChoices):
    """Why a rule that matches does not answer. The first of these that applies is told."""

    OFF = "switched-off", _("停用了")
    EXPIRED = "expired", _("已经过期")
    NOT_YET = "not-yet", _("还没到开始的时间")
    OUT_OF_HOURS = "out-of-hours", _("现在不在它的时段里")
    OTHER_AUDIENCE = "other-audience", _("不是对这样的人说的")
    OTHER_UNIT = "other-unit", _("是别的单位的回答")
    FARTHER_UNIT = "farther-unit", _("离得更近的单位有自己的回答")
    PRIORITY = "lower-priority", _("优先级低一些")
    SPECIFICITY = "less-specific", _("答的那一条对象更具体")
    KIND = "weaker-match", _("匹配得松一些：完全一样先于包含，包含先于意思相近，意思相近先于正则")
    TIME = "always-valid", _("答的那一条有期限或时段，眼下正是时候")
    AGE = "made-later", _("别的都一样，先建的先答")
    GUARDED = "guarded", _("说到举报的话，先于所有规则")
    GUIDED = "guided", _("在引导里，数字先作选项")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text; `is_matched` where the winning word stands."""

    text: str
    is_matched: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that matches. `word` is the keyword (or a word that means the same), `match` how it is matched;
    `how` is "" for a plain match, else "sound" or "slip": the text only resembles the word.
    """

    rule: Rule
    name: str
    word: str
    match: str
    how: str = ""
    why: Why | None = None  # None: it answers


@dataclass(frozen=True, slots=True)
class TriedVariant:
    """One of the winner's replies: `audience` in words, which is given, and else why not."""

    position: int | None  # None: the base reply
    audience: str
    is_given: bool
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Of a reply that says one of its parts by chance: the one this time, counted from 1, of how many."""

    nth: int
    count: int


@dataclass(frozen=True, slots=True)
class Tried:
    """`marks` are of the text as it was written, `form` is what keywords are compared with.

    `outcome` is one of foundation.intake.answer; `answer` the very answer; `bubbles` what of it the phone
    shows, as bodies of letters ({"kind": "text" | "news" | "item", …}) in their order.
    """

    text: str
    form: str
    marks: tuple[Mark, ...]
    outcome: str
    winner: Candidate | None
    variants: tuple[TriedVariant, ...]
    drawn: Drawn | None
    losers: tuple[Candidate, ...]
    answer: Answer
    bubbles: tuple[Mapping[str, Any], ...]
    milliseconds: float
