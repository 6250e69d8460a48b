"""The audit, through the person asking."""

from django.db.models import QuerySet

from zhijian.foundation.audit.models import Line
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import READ_AUDIT


def lines_visible_to(staff: Staff) -> QuerySet[Line]:
    """The newest first. Who audits a part of the tree reads what was done there; lines that name no unit
    (signing in, the house's own settings) are read by auditors of the whole house."""
    return Line.objects.filter(staff.rights.scope(*READ_AUDIT).q("unit_path")).order_by("-pk")
