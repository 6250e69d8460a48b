"""What this room keeps."""

from zhijian.rooms.reach.models.care import Following, Snapshot, Tallied, Tally, Total, Word
from zhijian.rooms.reach.models.invitations import (
    CodeBook,
    Counted,
    Invitation,
    InvitationDay,
    PlainCode,
)
from zhijian.rooms.reach.models.register import Alarm, Entry, Notice, Step, Watch

__all__ = [
    "Alarm",
    "CodeBook",
    "Counted",
    "Entry",
    "Following",
    "Invitation",
    "InvitationDay",
    "Notice",
    "PlainCode",
    "Snapshot",
    "Step",
    "Tallied",
    "Tally",
    "Total",
    "Watch",
    "Word",
]
