"""The room's tables, one file a subject."""

from zhijian.rooms.answers.models.changes import Change
from zhijian.rooms.answers.models.rules import Keyword, Part, Rule, SwitchedOff
from zhijian.rooms.answers.models.unanswered import Settlement, Unanswered

__all__ = ["Change", "Keyword", "Part", "Rule", "Settlement", "SwitchedOff", "Unanswered"]
