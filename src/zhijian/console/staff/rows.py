"""A colleague in the list, and a post on his page."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.roles import MANAGE_STAFF
from zhijian.foundation.staff.sentences import in_short


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """`posts` are those the viewer manages; `state` is said only where it is not simply "at work"."""

    number: int
    name: str
    username: str
    posts: str
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
        posts=in_short(person, seen=viewer.rights.scope(*MANAGE_STAFF)),
        state=_state(person),
        is_me=person.pk == viewer.pk,
        is_on=person.is_active,
    )


@dataclass(frozen=True, slots=True)
class PostRow:
    number: int
    role: str
    where: str
    term: str


def post_row(post: Post) -> PostRow:
    where = post.unit.name if post.unit else _("全部组织")
    return PostRow(post.pk, str(post.get_role_display()), where, _term(post))


def _term(post: Post) -> str:
    said = {"from": date_format(post.from_day), "by": post.given_by_name}
    if post.until_day:
        said["until"] = date_format(post.until_day)
        return _("%(from)s 到 %(until)s，%(by)s给的") % said
    if post.from_day > localdate():
        return _("从 %(from)s 起，%(by)s给的") % said
    return _("%(from)s 起，%(by)s给的") % said


def _state(person: Staff) -> str:
    if not person.is_active:
        return _("已停用")
    invitation = getattr(person, "invitation", None)
    if invitation is None:
        return ""
    return _("链接还没用") if invitation.expires_at > now() else _("链接过期了")
