"""Who is to be cared for, why, and who goes; always through the part of the tree the one asking may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import end_of
from zhijian.foundation.org.queries import members_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.coverage import column_of
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.queries.coverage import units_with
from zhijian.rooms.reach.queries.standings import with_standings
from zhijian.rooms.reach.states import Reason, Standing

_SEALED: Final = ("phone", "id_number")


@dataclass(frozen=True, slots=True)
class Cared:
    """A member with his standing and the word that is said about him, if there is one."""

    member: Member
    standing: Standing
    reason: Reason | None
    word: Word | None
    has_phone: bool

    @property
    def helper(self) -> str:
        """Whoever goes there, as long as he is on the roster himself, if that is where he was found."""
        return helper_in(self.word)

    @property
    def note(self) -> str:
        return self.word.note if self.word else ""


def helper_in(word: Word | None) -> str:
    if word is None or (word.helper is not None and word.helper.state != MemberState.ACTIVE):
        return ""
    return word.helper.name if word.helper else word.helper_name


def people_of(unit: Unit, scope: Scope, *, standing: Standing, reason: Reason | None = None) -> QuerySet[Any]:
    """Those of the unit and below, whom the one asking may see, who stand like this. By unit, then by name.

    Never asked with `DECLINED`: who does not want is on no list.
    """
    if standing == Standing.DECLINED:
        return with_standings(Member.objects.none())
    inside = Q(unit__path__gte=unit.path, unit__path__lt=end_of(unit.path))
    where = (
        units_with(column_of(standing, reason), within=unit.path)
        if reason or standing != Standing.NOT_YET
        else Q()
    )
    found = with_standings(members_within(scope).filter(inside, where)).filter(standing=standing)
    return (found.filter(why=reason) if reason else found).order_by("unit__path", "name", "pk")


def cared(members: Iterable[Any]) -> list[Cared]:
    """What is said about each of these, three queries for all; in the same order."""
    listed = list(members)
    words = words_about(listed)
    return [
        Cared(
            member=member,
            standing=Standing(member.standing),
            reason=Reason(member.why) if member.why else None,
            word=words.get(member.pk),
            has_phone=member.phone_digest is not None,
        )
        for member in listed
    ]


def words_about(members: Sequence[Member]) -> dict[int, Word]:
    found = Word.objects.filter(is_current=True, member__in=[member.pk for member in members])
    found = found.select_related("helper").defer(*(f"helper__{name}" for name in _SEALED))
    return {word.member_id: word for word in found}


def standing_of(member: Member) -> Cared | None:
    """None for who is not active on the roster."""
    found = with_standings(Member.objects.filter(pk=member.pk).select_related("unit").defer(*_SEALED))
    return next(iter(cared(found)), None)


def words_ever_about(member: Member, *, most: int = 20) -> Sequence[Word]:
    """What was said, the latest first, also what was taken back."""
    found = Word.objects.filter(member=member).select_related("helper")
    return list(found.defer(*(f"helper__{name}" for name in _SEALED)).order_by("-said_at", "-pk")[:most])


def helped_by(helper: Member) -> list[Cared]:
    """Whom he is to visit: on the roster, not reached yet, and given to him."""
    words = Word.objects.filter(helper=helper, is_current=True, standing=Standing.NOT_YET)
    found = Member.objects.filter(pk__in=words.values("member")).select_related("unit").defer(*_SEALED)
    return cared(with_standings(found).filter(standing=Standing.NOT_YET).order_by("name", "pk"))


def count_helped_by(helper: Member) -> int:
    words = Word.objects.filter(helper=helper, is_current=True, standing=Standing.NOT_YET)
    return (
        with_standings(Member.objects.filter(pk__in=words.values("member")))
        .filter(standing=Standing.NOT_YET)
        .count()
    )


def one_helped_by(helper: Member, code: str) -> Cared | None:
    return next((one for one in helped_by(helper) if one.member.code == code), None)


def act_of(act: str, scope: Scope) -> Sequence[Word]:
    """The words of one act that still hold, about members in this part of the tree."""
    inside = scope.q("member__unit__path")
    found = Word.objects.filter(inside, act=act, is_current=True).select_related("member__unit", "helper")
    return list(
        found.defer(*(f"{who}__{name}" for who in ("member", "helper") for name in _SEALED)).order_by(F("pk"))
    )


def is_bound(member: Member) -> bool:
    """He reads the portal: a helper who does sees there whom to visit."""
    return Binding.objects.filter(member=member).exists()
