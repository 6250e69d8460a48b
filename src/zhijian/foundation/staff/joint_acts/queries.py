"""Requests, through the person asking."""

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from zhijian.foundation.staff.joint_acts.acts import ACTS
from zhijian.foundation.staff.joint_acts.services import WAITING
from zhijian.foundation.staff.models import JointAct, Staff


def joint_acts_visible_to(staff: Staff) -> QuerySet[JointAct]:
    """His own, and those he has the right to agree to; the newest first."""
    found = Q(asked_by=staff)
    for act in ACTS.values():
        found |= Q(staff.rights.scope(*act.roles).q("unit_path"), act=act.code)
    return JointAct.objects.filter(found).select_related("asked_by", "agreed_by").order_by("-pk")


def waiting_for(staff: Staff) -> QuerySet[JointAct]:
    """What he could agree to now; the oldest first."""
    found = joint_acts_visible_to(staff).filter(WAITING, expires_at__gt=now())
    return found.exclude(asked_by=staff).order_by("pk")
