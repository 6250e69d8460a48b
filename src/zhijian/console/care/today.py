"""今日: who is newly not reached. One line a branch, for its secretary, until a word is said."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.queries import counts_of, units_within
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.roster import scope_for
from zhijian.rooms.reach.queries.newly import newly_not_reached, waiting_since

MOST_UNITS: Final = 5
BRANCH: Final = 1_000  # a secretary of more people is told by the secretaries of his branches
_NAMED: Final = 3


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    """Whatever account is chosen: who is reached is not an account's."""
    scope = scope_for(staff, Role.SECRETARY)
    if not scope or scope.is_everything:
        return []
    tops = units_within(scope).filter(path__in=scope.paths)[:MOST_UNITS]
    return [line for unit in tops if counts_of(unit).members <= BRANCH for line in _lines(unit)]


def _lines(unit: Unit) -> list[Line]:
    people = newly_not_reached(unit)
    if not people:
        return []
    said = {
        "names": _("、").join(member.name for member in people[:_NAMED]),
        "unit": unit.called,
        "n": len(people),
    }
    if len(people) > _NAMED:
        what = (
            ngettext("%(names)s等 %(n)d 位还没联系上", "%(names)s等 %(n)d 位还没联系上", len(people)) % said
        )
    else:
        what = _("%(names)s还没联系上") % said
    return [
        Line(
            key=f"care-{unit.pk}",
            icon="heart-handshake",
            what=what,
            why=_("刚到%(unit)s，或者刚解开绑定。写一句情况，或者请人去看看；两周后这里就不再说。") % said,
            since=waiting_since(people),
            urgency=Urgency.WHEN_FREE,
            acts=(Act(_("去看看"), f"{reverse('console:org-unit', args=[unit.pk])}#care"),),
            room=_("组织"),
        )
    ]
