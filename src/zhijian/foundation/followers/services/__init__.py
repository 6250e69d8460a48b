"""What follows when WeChat says something of a follower, or when somebody proves who he is."""

from zhijian.foundation.followers.services.binding import bind, note_told, unbind
from zhijian.foundation.followers.services.codes import (
    make_binding_code,
    make_binding_codes,
    redeem_code,
)
from zhijian.foundation.followers.services.guessing import (
    ensure_may_guess,
    find_myself,
    lift_pause,
    may_guess,
    note_wrong_guess,
)
from zhijian.foundation.followers.services.hearing import (
    note_came_by,
    note_contact,
    note_followed,
    note_left,
)
from zhijian.foundation.followers.services.helping import ask_for_helper, find_asking, vouch
from zhijian.foundation.followers.services.reconciling import ask_to_reconcile
from zhijian.foundation.followers.services.tagging import claim_tag, return_tag

__all__ = [
    "ask_for_helper",
    "ask_to_reconcile",
    "bind",
    "claim_tag",
    "ensure_may_guess",
    "find_asking",
    "find_myself",
    "lift_pause",
    "make_binding_code",
    "make_binding_codes",
    "may_guess",
    "note_came_by",
    "note_contact",
    "note_followed",
    "note_left",
    "note_told",
    "note_wrong_guess",
    "redeem_code",
    "return_tag",
    "unbind",
    "vouch",
]
