"""Who works here, what he is, and how he comes in."""

from zhijian.foundation.staff.models.coming_in import BrakeEntry, Invitation, SetUpCode
from zhijian.foundation.staff.models.handovers import HandOver, HandOverItem
from zhijian.foundation.staff.models.joint_acts import JointAct
from zhijian.foundation.staff.models.people import Staff
from zhijian.foundation.staff.models.posts import Post

__all__ = [
    "BrakeEntry",
    "HandOver",
    "HandOverItem",
    "Invitation",
    "JointAct",
    "Post",
    "SetUpCode",
    "Staff",
]
