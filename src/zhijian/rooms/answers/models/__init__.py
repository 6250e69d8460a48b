"""The room's tables, one file a subject."""

from zhijian.rooms.answers.models.changes import Change
from zhijian.rooms.answers.models.imports import RuleImport
from zhijian.rooms.answers.models.menu import KnownTag, MenuVersion
from zhijian.rooms.answers.models.rules import Choice, Keyword, Part, Rule, SwitchedOff, Variant
from zhijian.rooms.answers.models.settings import AnswerSettings
from zhijian.rooms.answers.models.synonyms import SynonymGroup
from zhijian.rooms.answers.models.takeover import Decision, TakenMedia, TakenRule, TakeOver
from zhijian.rooms.answers.models.unanswered import Needless, SeenTo, Settlement, Unanswered
from zhijian.rooms.answers.models.uses import Counted, RuleUse

__all__ = [
    "AnswerSettings",
    "Change",
    "Choice",
    "Counted",
    "Decision",
    "Keyword",
    "KnownTag",
    "MenuVersion",
    "Needless",
    "Part",
    "Rule",
    "RuleImport",
    "RuleUse",
    "SeenTo",
    "Settlement",
    "SwitchedOff",
    "SynonymGroup",
    "TakeOver",
    "TakenMedia",
    "TakenRule",
    "Unanswered",
    "Variant",
]
