"""What staff, and those who visit, say about how somebody is reached. Each act can be taken back.

A word is never changed: an act writes a new one with all that held before and what is new, so taking the act
back is putting the words before in their place.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.services.changes import note_members
from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach.errors import (
    HelpsHimself,
    LeftInPeace,
    NobodyGiven,
    NotHisToHelp,
    NotOnRoster,
    SaidMeanwhile,
)
from zhijian.rooms.reach.models import Word
from zhijian.rooms.reach.states import Deed, How, Reason, Standing

MOST_AT_ONCE = 500


@transaction.atomic
def say_how_reached(
    member: Member,
    *,
    standing: Standing,
    by: Any,
    how: How | None = None,
    reason: Reason | None = None,
    note: str = "",
) -> Word:
    """How he stands as far as staff knows, and why not yet. A binding still wins. Raises `NotOnRoster`."""
    if standing == Standing.DECLINED:
        return note_declined(member, by=by)

    def write(word: Word) -> None:
        word.standing, word.note = standing, note.strip()[:100]
        word.how = (how or How.CALL) if standing == Standing.OTHERWISE else ""
        word.reason = (reason or Reason.UNKNOWN) if standing == Standing.NOT_YET else ""

    return _one(member, Deed.SAID, write, by=by)


@transaction.atomic
def hand_over(
    members: Iterable[Member],
    *,
    by: Any,
    helper: Member | None = None,
    helper_name: str = "",
    shows_phone: bool = False,
) -> list[Word]:
    """These are visited by him from now on: somebody on the roster, or a name. All or none.

    Raises `NobodyGiven`, `NotOnRoster`, `HelpsHimself`, `LeftInPeace`.
    """
    wanted = list({member.pk: member for member in members}.values())[:MOST_AT_ONCE]
    name = helper.name if helper else helper_name.strip()[:60]
    if not wanted or not name:
        raise NobodyGiven
    if helper and not Member.objects.filter(pk=helper.pk, state=MemberState.ACTIVE).exists():
        raise NotOnRoster
    if helper and helper.pk in {member.pk for member in wanted}:
        raise HelpsHimself

    def write(word: Word) -> None:
        if word.standing == Standing.DECLINED:
            raise LeftInPeace
        word.helper, word.helper_name, word.shows_phone = helper, name, bool(helper) and shows_phone
        word.been_at = None

    words = _all(wanted, Deed.HANDED, write, by=by)
    _audit(words, by=by, on_roster=helper is not None, with_phone=bool(helper) and shows_phone)
    return words


@transaction.atomic
def end_helping(member: Member, *, by: Any) -> Word:
    """Nobody in particular goes there any more."""

    def write(word: Word) -> None:
        word.helper, word.helper_name, word.shows_phone, word.been_at = None, "", False, None

    return _one(member, Deed.SAID, write, by=by)


@transaction.atomic
def note_reached(member: Member, *, how: How, by: Any, note: str | None = None) -> Word:
    """He gets what there is in another way: that is as good as following."""

    def write(word: Word) -> None:
        word.standing, word.how, word.reason = Standing.OTHERWISE, how, ""
        word.note = word.note if note is None else note.strip()[:100]

    return _one(member, Deed.REACHED, write, by=by)


@transaction.atomic
def note_declined(member: Member, *, by: Any) -> Word:
    """He said he does not want: nobody visits or reminds him, and no list names him. Why is not asked."""

    def write(word: Word) -> None:
        word.standing, word.how, word.reason, word.note = Standing.DECLINED, "", "", ""
        word.helper, word.helper_name, word.shows_phone, word.been_at = None, "", False, None

    return _one(member, Deed.DECLINED, write, by=by)


@transaction.atomic
def note_been_there(
    member: Member, *, helper: Member, standing: Standing = Standing.NOT_YET, how: How | None = None
) -> Word:
    """What a helper ticks after he was there: only been there, or he follows now, or reached otherwise.

    Raises `NotHisToHelp` when the visit is not, or no longer, his.
    """

    def write(word: Word) -> None:
        if word.helper_id != helper.pk or word.standing == Standing.DECLINED:
            raise NotHisToHelp
        word.been_at = now()
        if standing == Standing.OTHERWISE:
            word.standing, word.how, word.reason = standing, how or How.VISIT, ""
        elif standing == Standing.FOLLOWS:
            word.standing, word.how, word.reason = standing, "", ""

    words = _all([member], Deed.VISITED, write, by=helper.name, is_by_helper=True)
    _audit(words, by="follower")
    return words[0]


@transaction.atomic
def take_back(act: UUID, *, by: Any, among: Callable[[Iterable[Member]], Iterable[Member]]) -> list[Member]:
    """What this act said is unsaid; what held before holds again. `among` keeps those he gives care to.

    Of an act on several only those about whom nobody said anything later. Raises `SaidMeanwhile` when that
    is nobody.
    """
    found = Word.objects.select_for_update(of=("self",)).filter(act=act, is_current=True)
    words = list(found.select_related("member", "before").defer("member__phone", "member__id_number"))
    allowed = {member.pk for member in among([word.member for word in words])}
    words = [word for word in words if word.member_id in allowed]
    if not words:
        raise SaidMeanwhile
    details = _details(words)
    for word in words:
        held = word.before_id
        word.is_current, word.taken_back_at, word.taken_back_by_name = False, now(), str(by)[:150]
        word.before = None  # what held before has no word after it any more, until the next is said
        word.save(update_fields=["is_current", "taken_back_at", "taken_back_by_name", "before"])
        if held:
            Word.objects.filter(pk=held).update(is_current=True)
    members = [word.member for word in words]
    note_members(members)
    audit.write("reach.taken_back", actor=by, subject=_unit_of(members), details=details)
    return members


def _one(member: Member, deed: Deed, write: Callable[[Word], None], *, by: Any) -> Word:
    words = _all([member], deed, write, by=by)
    _audit(words, by=by)
    return words[0]


def _all(
    members: Sequence[Member],
    deed: Deed,
    write: Callable[[Word], None],
    *,
    by: Any,
    is_by_helper: bool = False,
) -> list[Word]:
    """A new word about each, made from the one that held. Locked in order: of two acts one waits."""
    keys = sorted(member.pk for member in members)
    active = Member.objects.select_for_update().filter(pk__in=keys, state=MemberState.ACTIVE)
    locked = {member.pk: member for member in active.order_by("pk").only("pk", "unit_id", "code", "name")}
    if len(locked) < len(keys):
        raise NotOnRoster
    held = {word.member_id: word for word in Word.objects.filter(member__in=keys, is_current=True)}
    act, said = uuid4(), []
    for key in keys:
        word = _next(held.get(key), locked[key])
        word.act, word.deed, word.is_by_helper = act, deed, is_by_helper
        word.said_by_name = str(by)[:150]
        write(word)
        said.append(word)
    Word.objects.filter(pk__in=[word.pk for word in held.values()]).update(is_current=False)
    for word in said:
        word.save()
    note_members([word.member for word in said])
    return said


def _next(before: Word | None, member: Member) -> Word:
    if before is None:
        return Word(member=member)
    return Word(
        member=member,
        standing=before.standing,
        how=before.how,
        reason=before.reason,
        note=before.note,
        helper_id=before.helper_id,
        helper_name=before.helper_name,
        shows_phone=before.shows_phone,
        been_at=before.been_at,
        before=before,
    )


def _audit(words: Sequence[Word], *, by: Any, **more: object) -> None:
    """One line an act: which codes, how many; never a name or a note."""
    details = {**_details(words), **more}
    audit.write(
        f"reach.{words[0].deed}", actor=by, subject=_unit_of([word.member for word in words]), details=details
    )


def _details(words: Sequence[Word]) -> dict[str, object]:
    first = words[0]
    said = {
        "standing": first.standing,
        "how": first.how,
        "reason": first.reason,
        "note": "changed" if first.note != (first.before.note if first.before else "") else "",
    }
    return {"count": len(words), "members": [word.member.code for word in words][:50]} | {
        name: value for name, value in said.items() if value and len(words) == 1
    }


def _unit_of(members: Sequence[Member]) -> Unit | None:
    """Lines are about the unit, and name nobody: of several the one nearest the top."""
    units = Unit.objects.filter(pk__in={member.unit_id for member in members})
    return min(units, key=lambda unit: len(unit.path), default=None)
