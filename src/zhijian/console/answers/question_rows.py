"""A message nobody could answer, in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from zhijian.rooms.answers.models import Unanswered

_MENU = "[菜单] "
_NO_WORDS = ("[图片]", "[语音]", "[视频]", "[位置]", "[链接]", "[消息]")  # no rule answers these


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`make_rule` is the address of the editor, filled with its words; empty when no rule could answer it."""

    number: int
    text: str
    asked_at: datetime
    make_rule: str
    is_settled: bool


def question_rows(questions: Iterable[Unanswered]) -> list[QuestionRow]:
    return [question_row(question) for question in questions]


def question_row(question: Unanswered, *, is_settled: bool | None = None) -> QuestionRow:
    address = f"{reverse('console:rule-new')}?{urlencode({'question': question.pk})}"
    return QuestionRow(
        number=question.pk,
        text=question.text,
        asked_at=question.asked_at,
        make_rule="" if question.text.startswith(_NO_WORDS) else address,
        is_settled=hasattr(question, "settlement") if is_settled is None else is_settled,
    )


def menu_key_of(question: Unanswered) -> str:
    """The key of the menu entry that was pressed; empty for a message."""
    return question.text.removeprefix(_MENU) if question.text.startswith(_MENU) else ""
