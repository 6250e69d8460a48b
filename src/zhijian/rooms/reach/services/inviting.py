"""Invitations: made, renewed, revoked; and what the courier writes down of WeChat's answers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, localtime, now

from zhijian.foundation import audit
from zhijian.foundation.accounts.capabilities import Standing, Verdict, card
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import grants_of
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import is_within
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.tasks import services as tasks
from zhijian.rooms.reach.chore import CHORE
from zhijian.rooms.reach.codes import free_number, normal, word_for
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import CodeBook, Counted, Invitation, PlainCode
from zhijian.rooms.reach.refusals import (
    AccountNotForUnit,
    NoPicture,
    NotAPicture,
    NumbersUsedUp,
    PermanentUsedUp,
)

MOST_PERMANENT: Final = 100_000
LONGEST_SECONDS: Final = 2_592_000  # thirty days, WeChat's most
WANTED_FOR: Final = timedelta(days=90)
RENEWED_BEFORE: Final = timedelta(days=3)
KEEP_COUNTED: Final = timedelta(days=60)  # longer than any message is brought to us again
MOST_PICTURE_BYTES: Final = 500_000
LONGEST_LINE: Final = 7  # signs of the poster's headline that fit on one line

NO_CODES, TOO_MANY_CODES, TOO_MANY_CALLS, NO_WORD = 48001, 45029, 45009, -1
_PICTURES: Final = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


# --- What staff does -------------------------------------------------------------------------------


def gives_codes(account: Account) -> bool:
    """Whether WeChat makes codes for it that tell who came by them (verified service accounts)."""
    lines = card(Standing.of(account, grants_of(account.pk)))
    return any(line.key == "scene_codes" and line.verdict == Verdict.CAN for line in lines)


@transaction.atomic
def invite_unit(unit: Unit, *, account: Account, by: Any, kind: Kind | None = None) -> Invitation:
    """The unit's code at this account: the one it has, or a new one. The worker asks WeChat for the picture.

    Permanent unless told otherwise: it hangs on walls. Where the account gets no such codes, a word alone.
    """
    known = _living(account, unit=unit, member=None)
    return known or _make(account, unit=unit, member=None, kind=kind or Kind.PERMANENT, by=by)


@transaction.atomic
def invite_member(member: Member, *, account: Account, by: Any, kind: Kind | None = None) -> Invitation:
    """The member's own code: temporary unless told otherwise, and renewed until he is bound."""
    known = _living(account, unit=member.unit, member=member)
    return known or _make(account, unit=member.unit, member=member, kind=kind or Kind.TEMPORARY, by=by)


@transaction.atomic
def renew(invitation: Invitation, *, by: Any, kind: Kind | None = None) -> None:
    """Wanted for another while, and asked for again: after it ran out, or after WeChat refused it once.

    `kind`: as another one, say as temporary where the permanent ones are used up.
    """
    account = invitation.account
    wanted = kind or Kind(invitation.kind)
    if wanted != Kind.SPOKEN and not gives_codes(account):
        raise NoPicture
    if wanted == Kind.PERMANENT and not invitation.url:
        _ensure_permanent_left(account.pk)
    invitation.kind = wanted
    invitation.wanted_until = _wanted_until(wanted)
    invitation.errcode = None
    if wanted != Kind.SPOKEN and not (wanted == Kind.PERMANENT and invitation.has_picture):
        invitation.ask_at = now()
    invitation.save(update_fields=["kind", "wanted_until", "errcode", "ask_at"])
    _log("invitation.renewed", invitation, by=by)
    if invitation.ask_at:
        plan_asking(account.pk)


@transaction.atomic
def revoke(invitation: Invitation, *, by: Any) -> None:
    """From now on it greets nobody and counts nothing; what it counted stays. A picture on a wall goes on
    leading to the account: WeChat takes no code back."""
    revoked = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(
        revoked_at=now(), revoked_by_name=str(by)[:150], ask_at=None
    )
    if revoked:
        _touch(invitation.account_id)
        _log("invitation.revoked", invitation, by=by)


@transaction.atomic
def word_poster(invitation: Invitation, *, headline: Sequence[str], by: Any) -> None:
    """The two lines above the code; empty ones bring the usual words back."""
    invitation.headline = "\n".join(line.strip()[:LONGEST_LINE] for line in headline).strip()
    invitation.save(update_fields=["headline"])
    _log("invitation.worded", invitation, by=by)


@transaction.atomic
def name_helper(invitation: Invitation, *, helper: Member | None, by: Any) -> None:
    """Whom the poster tells people to call."""
    invitation.helper = helper
    invitation.save(update_fields=["helper"])
    _log("invitation.helper_named", invitation, by=by)


@transaction.atomic
def put_plain_code(account: Account, *, url: str = "", picture: bytes | None = None, by: Any) -> None:
    """The account's own code, for accounts that get no others. Neither of the two: there is none any more."""
    mime_type = ""
    if picture is not None:
        mime_type = next((mime for mark, mime in _PICTURES if picture.startswith(mark)), "")
        if not mime_type or len(picture) > MOST_PICTURE_BYTES:
            raise NotAPicture
    if not url and picture is None:
        PlainCode.objects.filter(account=account).delete()
    else:
        PlainCode.objects.update_or_create(
            account=account,
            defaults={
                "url": url,
                "picture": picture,
                "mime_type": mime_type,
                "put_at": now(),
                "put_by_name": str(by)[:150],
            },
        )
    audit.write("plain_code.put", actor=by, subject=account)


def _make(account: Account, *, unit: Unit, member: Member | None, kind: Kind, by: Any) -> Invitation:
    if account.unit and not is_within(unit.path, account.unit.path):
        raise AccountNotForUnit
    if kind != Kind.SPOKEN and not gives_codes(account):
        kind = Kind.SPOKEN
    if kind == Kind.PERMANENT:
        _ensure_permanent_left(account.pk)
    word = word_for(unit.name, unit.short_name)
    made = None
    while made is None:
        try:
            with transaction.atomic():
                made = Invitation.objects.create(
                    account=account,
                    unit=unit,
                    member=member,
                    kind=kind,
                    word=word,
                    **_number(account.pk, word),
                    wanted_until=_wanted_until(kind),
                    ask_at=None if kind == Kind.SPOKEN else now(),
                    made_by_name=str(by)[:150],
                )
        except IntegrityError:
            # Somebody made it, or took the number, at the same moment.
            if known := _living(account, unit=unit, member=member):
                return known
    _touch(account.pk)
    _log("invitation.made", made, by=by)
    if made.ask_at:
        plan_asking(account.pk)
    return made


def _living(account: Account, *, unit: Unit, member: Member | None) -> Invitation | None:
    """A member's is his wherever he belongs now."""
    found = Invitation.objects.filter(account=account, revoked_at=None)
    return found.filter(member=member).first() if member else found.filter(unit=unit, member=None).first()


def _number(account_id: int, word: str) -> dict[str, str]:
    """One that no invitation of this word at this account has, or ever had."""
    taken = set(Invitation.objects.filter(account=account_id, word=word).values_list("number", flat=True))
    number = free_number(taken)
    if number is None:
        raise NumbersUsedUp
    return {"number": number, "phrase": normal(word + number)}


def _wanted_until(kind: Kind) -> date | None:
    return localdate() + WANTED_FOR if kind == Kind.TEMPORARY else None


def _ensure_permanent_left(account_id: int) -> None:
    if count_permanent(account_id) >= MOST_PERMANENT:
        raise PermanentUsedUp


def count_permanent(account_id: int) -> int:
    """Those WeChat made, revoked ones too: it takes none back. And those it is being asked for."""
    asked = Q(ask_at__isnull=False, revoked_at=None) | ~Q(ticket="")
    return Invitation.objects.filter(asked, account=account_id, kind=Kind.PERMANENT).count()


def _log(action: str, invitation: Invitation, *, by: Any) -> None:
    details = {"invitation": invitation.pk, "account": invitation.account.slug, "kind": str(invitation.kind)}
    subject = invitation.member or invitation.unit
    audit.write(action, actor=by, subject=subject, details=details)


def _touch(account_id: int) -> None:
    """In the transaction of the change: the row stays locked, so that a revision that is seen is whole."""
    if not CodeBook.objects.filter(account=account_id).update(revision=F("revision") + 1):
        CodeBook.objects.bulk_create([CodeBook(account_id=account_id)], ignore_conflicts=True)


# --- What the worker and the courier ask and tell ----------------------------------------------------


def plan_asking(account_id: int) -> None:
    """A task that waits for another try is due at once."""
    key = f"{CHORE}:{account_id}"
    tasks.plan_anew(CHORE, key=key, arguments={"account": account_id})
    tasks.hurry(key)


def plan_what_is_due() -> int:
    """Codes that run out and are still wanted, and what an earlier try left. How many accounts have any."""
    Invitation.objects.filter(
        _still_wanted(),
        kind=Kind.TEMPORARY,
        revoked_at=None,
        ask_at=None,
        errcode=None,
        expires_at__lt=now() + RENEWED_BEFORE,
    ).update(ask_at=now())
    due = set(_due().values_list("account_id", flat=True))
    for account_id in due:
        plan_asking(account_id)
    return len(due)


def to_ask(account_id: int) -> list[Invitation]:
    """What WeChat is to be asked now, the oldest first."""
    return list(_due().filter(account=account_id).order_by("pk"))


def note_made(invitation: Invitation, *, ticket: str, url: str, expires_at: datetime | None) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(
        ticket=ticket, url=url, expires_at=expires_at, ask_at=None, errcode=None
    )


def note_refused(invitation: Invitation, *, errcode: int) -> None:
    """WeChat's no. Where the day's calls are used up, it is asked again after midnight; else a person is."""
    ask_at = None
    if errcode == TOO_MANY_CALLS:
        midnight = localtime().replace(hour=0, minute=5, second=0, microsecond=0)
        ask_at = midnight + timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(errcode=errcode, ask_at=ask_at)


def note_not_given(account_id: int) -> None:
    """WeChat makes no codes for this account: whatever still waits for one goes on with its word alone."""
    _due().filter(account=account_id).update(kind=Kind.SPOKEN, ask_at=None, errcode=NO_CODES)


def note_no_word(account_id: int) -> None:
    """WeChat did not answer. It is asked again; until then the page says why there is no picture yet."""
    _due().filter(account=account_id).update(errcode=NO_WORD)


def forget_counted() -> None:
    Counted.objects.filter(at__lt=now() - KEEP_COUNTED).delete()


def _due() -> QuerySet[Invitation]:
    return Invitation.objects.filter(ask_at__lte=now(), revoked_at=None)


def _still_wanted() -> Q:
    """Its day has not come, and a personal one's member is on the roster and has not bound himself yet."""
    bound = Binding.objects.filter(account=OuterRef("account"), member=OuterRef("member"))
    personal = Q(member__state=MemberState.ACTIVE) & ~Q(Exists(bound))
    return Q(wanted_until__gte=localdate()) & (Q(member=None) | personal)
