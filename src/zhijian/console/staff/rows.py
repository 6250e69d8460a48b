"""A colleague in the list."""

from dataclasses import dataclass

from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.foundation.staff.models import Staff


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """`state` is said only where it is not simply "at work"."""

    number: int
    name: str
    username: str
    role: str
    state: str
    is_me: bool
    is_on: bool

    @property
    def initial(self) -> str:
        return self.name[:1]


def colleague_row(person: Staff, *, viewer: Staff) -> ColleagueRow:
    return ColleagueRow(
        number=person.pk,
        name=str(person),
        username=person.username,
        role=person.get_role_display(),
        state=_state(person),
        is_me=person.pk == viewer.pk,
        is_on=person.is_active,
    )


def _state(person: Staff) -> str:
    if not person.is_active:
        return _("已停用")
    invitation = getattr(person, "invitation", None)
    if invitation is None:
        return ""
    return _("链接还没用") if invitation.expires_at > now() else _("链接过期了")
