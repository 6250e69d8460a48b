"""What can be done to menus: edited, published, heard of from WeChat, taken in from before our time."""

from zhijian.rooms.answers.menu.services.editing import (
    begin_for_tag,
    discard_draft,
    go_back_to,
    move_entry,
    put_entry,
    remove_entry,
)
from zhijian.rooms.answers.menu.services.hearing import (
    ask_for_tags,
    ask_what_is_seen,
    note_accepted,
    note_gone,
    note_refused,
    note_tags,
)
from zhijian.rooms.answers.menu.services.publishing import call_off, publish, take_down
from zhijian.rooms.answers.menu.services.taking_in import take_in, take_out

__all__ = [
    "ask_for_tags",
    "ask_what_is_seen",
    "begin_for_tag",
    "call_off",
    "discard_draft",
    "go_back_to",
    "move_entry",
    "note_accepted",
    "note_gone",
    "note_refused",
    "note_tags",
    "publish",
    "put_entry",
    "remove_entry",
    "take_down",
    "take_in",
    "take_out",
]
