"""What of the register passes on at a change of office: the entries somebody looks after."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff import handover
from zhijian.foundation.staff.handover import Thing
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.queries.register import alive, entries_within


def _entries_of(giver: Staff, within: Scope) -> Iterator[Thing]:
    """With where each stands: the successor should know what is under way."""
    for entry in alive(entries_within(within)).filter(keeper=giver).order_by("name", "pk"):
        yield Thing(str(entry.pk), entry.called, str(entry.stands.label), entry.path)


def _move_entry(key: str, giver: Staff, successor: Staff, by: Staff) -> None:
    if not Entry.objects.filter(Q(pk=key), keeper=giver).update(keeper=successor):
        raise LookupError(key)


handover.register(
    handover.Passing("register", gettext_lazy("公众号台账"), "plug-connected", _entries_of, _move_entry)
)
