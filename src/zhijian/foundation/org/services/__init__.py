"""What one may do to the tree and the roster. Each verb is one transaction with one line in the audit."""

from zhijian.foundation.org.services.labels import (
    label_members,
    make_label,
    rename_label,
    retire_label,
    unlabel_members,
)
from zhijian.foundation.org.services.members import (
    Particulars,
    correct_member,
    enrol_member,
    move_member,
    note_departure,
    see_id_number,
    see_phone,
    take_back_departure,
)
from zhijian.foundation.org.services.offices import appoint, end_office
from zhijian.foundation.org.services.stays import end_stay, receive_guest
from zhijian.foundation.org.services.tallying import begin_tallies_anew, bring_tallies_up
from zhijian.foundation.org.services.transfers import accept, ask_for_transfer, refuse, release
from zhijian.foundation.org.services.units import (
    arrange_units,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)

__all__ = [
    "Particulars",
    "accept",
    "appoint",
    "arrange_units",
    "ask_for_transfer",
    "begin_tallies_anew",
    "bring_tallies_up",
    "close_unit",
    "correct_member",
    "end_office",
    "end_stay",
    "enrol_member",
    "label_members",
    "make_label",
    "merge_units",
    "move_member",
    "move_unit",
    "note_departure",
    "open_unit",
    "receive_guest",
    "refuse",
    "release",
    "rename_label",
    "rename_unit",
    "retire_label",
    "see_id_number",
    "see_phone",
    "split_unit",
    "take_back_departure",
    "unlabel_members",
]
