"""The room's tables, one file a subject."""

from zhijian.rooms.answers.models.changes import Change
from zhijian.rooms.answers.models.menu import KnownTag, MenuVersion
from zhijian.rooms.answers.models.rules import Keyword, Part, Rule, SwitchedOff
from zhijian.rooms.answers.models.takeover import Decision, TakenMedia, TakenRule, TakeOver
from zhijian.rooms.answers.models.unanswered import Settlement, Unanswered

__all__ = [
    "Change",
    "Decision",
    "Keyword",
    "KnownTag",
    "MenuVersion",
    "Part",
    "Rule",
    "Settlement",
    "SwitchedOff",
    "TakeOver",
    "TakenMedia",
    "TakenRule",
    "Unanswered",
]
