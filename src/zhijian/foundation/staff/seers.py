"""谁能看到我: the offices and roles that see a member, and what of him each sees.

Computed from the posts that reach his unit today, by the same constants the pages are guarded with: what is
said here and what is shown there cannot drift apart.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.models import Member, Stay, Unit
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.staff.models import Post
from zhijian.foundation.staff.roles import KEEP_ROSTER, READ_AUDIT, SEE_MEMBERS, Role


class Field(StrEnum):
    """What is known of a member."""

    NAME = "name"
    UNIT = "unit"
    OFFICES = "offices"
    BIRTH_YEAR = "birth_year"
    JOINED = "joined"
    LABELS = "labels"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    LOG = "log"


LABELS: Final[Mapping[Field, Promise]] = {
    Field.NAME: gettext_lazy("姓名"),
    Field.UNIT: gettext_lazy("所在的组织"),
    Field.OFFICES: gettext_lazy("职务"),
    Field.BIRTH_YEAR: gettext_lazy("出生年份"),
    Field.JOINED: gettext_lazy("入党时间"),
    Field.LABELS: gettext_lazy("标签"),
    Field.PHONE: gettext_lazy("电话（平时打码，看一次记一次）"),
    Field.ID_NUMBER: gettext_lazy("证件号（平时打码，看一次记一次）"),
    Field.LOG: gettext_lazy("操作记录里的姓名"),
}
_ON_LISTS: Final = (
    Field.NAME,
    Field.UNIT,
    Field.OFFICES,
    Field.BIRTH_YEAR,
    Field.JOINED,
    Field.LABELS,
)
_SEALED: Final = (Field.PHONE, Field.ID_NUMBER)
_AS_A_GUEST: Final = (Field.NAME, Field.UNIT)


@dataclass(frozen=True, slots=True)
class Seer:
    """A role at a unit. `names` are of persons, and only those who hold it in the member's own unit."""

    role: str
    where: str
    fields: tuple[Field, ...]
    names: tuple[str, ...] = ()
    is_host: bool = False  # sees him as a guest

    @property
    def what(self) -> str:
        return _("、").join(str(LABELS[field]) for field in self.fields)


def who_sees(member: Member) -> list[Seer]:
    """His own unit first, then upwards to the whole house; then the units he is a guest of."""
    at_home = _seers(member.unit, fields_of=_fields_at_home)
    today = localdate()
    stays = Stay.objects.filter(member=member, from_day__lte=today, until_day__gte=today)
    as_guest = [
        seer
        for stay in stays.select_related("unit").order_by("unit__path")
        for seer in _seers(stay.unit, fields_of=_fields_of_a_guest, is_host=True)
    ]
    known = {(seer.role, seer.where) for seer in at_home}
    return at_home + [seer for seer in as_guest if (seer.role, seer.where) not in known]


def _seers(
    unit: Unit, *, fields_of: Callable[[Role], tuple[Field, ...]], is_host: bool = False
) -> list[Seer]:
    reaching = Q(unit=None) | Q(unit__path__in=[*paths_above(unit.path), unit.path])
    posts = Post.objects.filter(reaching).held_on(localdate()).select_related("unit", "staff")
    held: dict[tuple[str, Role], list[Post]] = {}
    for post in posts.order_by("staff__name", "pk"):
        held.setdefault((post.path, Role(post.role)), []).append(post)
    order = list(Role)
    found = []
    for (path, role), of_role in sorted(
        held.items(), key=lambda one: (-len(one[0][0]), order.index(one[0][1]))
    ):
        if fields := fields_of(role):
            is_own = path == unit.path and not is_host
            names = dict.fromkeys(str(post.staff) for post in of_role) if is_own else ()
            found.append(Seer(str(role.label), _where(of_role), fields, tuple(names), is_host))
    return found


def _where(posts: Iterable[Post]) -> str:
    unit = next(iter(posts)).unit
    return unit.name if unit else _("全部组织")


def _fields_at_home(role: Role) -> tuple[Field, ...]:
    fields: tuple[Field, ...] = ()
    if role in SEE_MEMBERS:
        fields += _ON_LISTS
    if role in KEEP_ROSTER:
        fields += _SEALED
    if role in READ_AUDIT:
        fields += (Field.LOG,)
    return fields


def _fields_of_a_guest(role: Role) -> tuple[Field, ...]:
    return _AS_A_GUEST if role in SEE_MEMBERS else ()
