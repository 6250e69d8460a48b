"""What one may do in this room, one file a noun: rules and their order, synonyms, settings, questions."""

from zhijian.rooms.answers.services.order import place_rule
from zhijian.rooms.answers.services.rules import (
    KEEP,
    change_rule,
    make_rule,
    remove_rule,
    switch_off,
    switch_on,
)
from zhijian.rooms.answers.services.settings import change_settings
from zhijian.rooms.answers.services.synonyms import change_synonyms, make_synonyms, remove_synonyms
from zhijian.rooms.answers.services.unanswered import (
    add_to_rule,
    list_unanswered,
    make_synonym_of,
    see_to,
    settle_unanswered,
    undo_seen_to,
    unsettle_unanswered,
)
from zhijian.rooms.answers.services.writing import code_for

__all__ = [
    "KEEP",
    "add_to_rule",
    "change_rule",
    "change_settings",
    "change_synonyms",
    "code_for",
    "list_unanswered",
    "make_rule",
    "make_synonym_of",
    "make_synonyms",
    "place_rule",
    "remove_rule",
    "remove_synonyms",
    "see_to",
    "settle_unanswered",
    "switch_off",
    "switch_on",
    "undo_seen_to",
    "unsettle_unanswered",
]
