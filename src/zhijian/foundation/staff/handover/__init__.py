"""Hand-over at a change of office: what somebody has in hand passes to a successor, who signs for each thing.

    handover = handovers.begin(chen, successor=lin, by=wen)
    handovers.open_things(handover)                        # what is still his
    handovers.sign(handover, "rule", "17", by=lin)         # moved in the same moment

Nothing moves unsigned. What can be passed on is registered by whoever keeps it (`Passing`), one line a kind.
"""

from zhijian.foundation.staff.handover import posts_and_tasks
from zhijian.foundation.staff.handover.passing import Passing, Thing, register
from zhijian.foundation.staff.handover.queries import handovers_visible_to, is_finished, open_things
from zhijian.foundation.staff.handover.services import begin, end, sign

__all__ = [
    "Passing",
    "Thing",
    "begin",
    "end",
    "handovers_visible_to",
    "is_finished",
    "open_things",
    "posts_and_tasks",
    "register",
    "sign",
]
