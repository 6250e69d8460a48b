"""The verbs around people: taking on, inviting, setting up, changing one's own, letting go."""

from zhijian.foundation.staff.services.coming_in import (
    accept_invitation,
    choose_password,
    forget_second_factors,
    invite,
    note_second_factor,
    note_sign_in,
)
from zhijian.foundation.staff.services.people import (
    change_own_looks,
    rename_colleague,
    switch_off,
    switch_on,
    take_on,
)
from zhijian.foundation.staff.services.posts import end_post, give_post
from zhijian.foundation.staff.services.setting_up import draw_set_up_code, make_first_administrator
from zhijian.foundation.staff.services.sittings import (
    end_other_sittings,
    end_sitting,
    end_sittings_of,
    note_seen,
)

__all__ = [
    "accept_invitation",
    "change_own_looks",
    "choose_password",
    "draw_set_up_code",
    "end_other_sittings",
    "end_post",
    "end_sitting",
    "end_sittings_of",
    "forget_second_factors",
    "give_post",
    "invite",
    "make_first_administrator",
    "note_second_factor",
    "note_seen",
    "note_sign_in",
    "rename_colleague",
    "switch_off",
    "switch_on",
    "take_on",
]
