"""What waits for a second person's yes."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.agreements.rows import sentence_of
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.joint_acts.queries import waiting_for
from zhijian.foundation.staff.models import JointAct, Staff


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    """Whichever account is chosen: these are about people and rights."""
    return [_line(request) for request in waiting_for(staff)[:20]]


def _line(request: JointAct) -> Line:
    return Line(
        key=f"agreement-{request.pk}",
        icon="users-group",
        what=sentence_of(request),
        why=_("%(who)s申请的，要您同意才能办。") % {"who": request.asked_by},
        since=request.asked_at,
        urgency=Urgency.SOON,
        acts=(Act(_("去看看"), reverse("console:agreements")),),
        until=request.expires_at,
        room=_("两个人办的事"),
    )
