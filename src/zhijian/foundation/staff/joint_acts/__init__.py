"""Acts that take two persons: one asks, another who has the right agrees, then it is done, once.

    request = joint_acts.ask("account.close", {"account": account.pk}, by=wen, why="两个号并成一个")
    joint_acts.agree(request, by=lin)        # not the same person; what is done is what was asked for

Each act is registered with what it needs (`Act`). What would be done is hashed when it is asked for, and
again when somebody agrees: if it is another thing by then, nothing is done and the request is stale.

An act with no `carry_out` is done by whoever asked for it, once, within hours of being agreed to (`use`): an
export is fetched from his own page.
"""

from zhijian.foundation.staff.joint_acts.acts import ACTS, Act, act_of, register
from zhijian.foundation.staff.joint_acts.registered import CLOSE_ACCOUNT, EXPORT_NUMBERS, GIVE_THE_HOUSE
from zhijian.foundation.staff.joint_acts.services import agree, ask, refuse, use, withdraw

__all__ = [
    "ACTS",
    "CLOSE_ACCOUNT",
    "EXPORT_NUMBERS",
    "GIVE_THE_HOUSE",
    "Act",
    "act_of",
    "agree",
    "ask",
    "refuse",
    "register",
    "use",
    "withdraw",
]
