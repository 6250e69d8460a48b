"""What follows when somebody comes in, goes, or says what he wishes."""

from zhijian.foundation.visits.services.arrivals import (
    CHORE,
    begin_arrival,
    claim_waiting,
    come_back,
    note_outcome,
    take_in,
)
from zhijian.foundation.visits.services.own_data import correct_own_phone, set_hearing, show_phone
from zhijian.foundation.visits.services.visits import end_visit, forget_old, note_seen, open_visit

__all__ = [
    "CHORE",
    "begin_arrival",
    "claim_waiting",
    "come_back",
    "correct_own_phone",
    "end_visit",
    "forget_old",
    "note_outcome",
    "note_seen",
    "open_visit",
    "set_hearing",
    "show_phone",
    "take_in",
]
