"""What waits to be signed for, and what of mine passes on."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff import handover
from zhijian.foundation.staff.models import HandOver, Staff


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    """For the successor while something is open; for whoever began it once nothing is."""
    mine = HandOver.objects.filter(Q(successor=staff) | Q(begun_by=staff), ended_at=None)
    found = [_line(one, staff) for one in mine.select_related("giver", "successor", "begun_by")[:10]]
    return [line for line in found if line]


def _line(one: HandOver, staff: Staff) -> Line | None:
    is_over = handover.is_finished(one)
    if is_over == (one.successor_id == staff.pk):
        return None
    if is_over:
        what, why = _("%(giver)s的交接签收完了"), _("%(successor)s都签了。去看一眼，然后结束交接。")
    else:
        what, why = _("%(giver)s把手里的事交给%(successor)s"), _("一样一样签收，没有签的不会动。")
    said = {"giver": one.giver, "successor": one.successor}
    return Line(
        key=f"handover-{one.pk}",
        icon="transfer-in",
        what=what % said,
        why=why % said,
        since=one.begun_at,
        urgency=Urgency.SOON,
        acts=(Act(_("去看看"), reverse("console:handover", args=[one.pk])),),
        room=_("交接"),
    )
