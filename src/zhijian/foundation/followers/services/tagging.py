"""The account's 100 tags, given to the audiences that are really used.

WeChat knows tags, not units: a menu, or a push, for a branch needs a tag that its bound members carry. A tag
is asked for, made and filled by the worker, kept in step with the roster, and given back when nothing has
used it for a month. Ours begin with a sign of their own; whatever people made in WeChat's back end is theirs.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate, now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Binding, Follower, Tag, TagBook, TagCarrier
from zhijian.foundation.org.models import Label, Unit
from zhijian.foundation.org.paths import end_of
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.tasks import services as tasks

CHORE: Final = "followers.tag"
IN_STEP: Final = "followers.tags_in_step"
MOST: Final = 100
LONGEST_NAME: Final = 30
OURS: Final = "指·"
UNUSED_FOR: Final = timedelta(days=30)
# Where all 100 are given away, a tag that was not used for a day makes room.
UNUSED_WHEN_FULL: Final = timedelta(days=1)
_OLDEST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFor:
    """Whom a tag is for: all that is given must hold."""

    unit: Unit | None = None
    label: Label | None = None
    ages: tuple[int, int] | None = None  # both included

    @property
    def key(self) -> str:
        first, last = self.ages or ("", "")
        unit, label = (self.unit.pk if self.unit else ""), (self.label.pk if self.label else "")
        return f"u{unit} l{label} a{first}-{last}"

    @property
    def name(self) -> str:
        """At most 30 signs, ours at first sight."""
        parts = [self.unit.called if self.unit else "", self.label.name if self.label else ""]
        if self.ages:
            parts.append(f"{self.ages[0]}-{self.ages[1]}" if self.ages[1] < _OLDEST else f"{self.ages[0]}+")
        return (OURS + "·".join(part for part in parts if part))[:LONGEST_NAME]


@transaction.atomic
def claim_tag(account: Account, wanted: TagFor, *, used_for: str, by: Any) -> Tag:
    """The account's tag for this audience, asked for if there is none; the worker makes and fills it."""
    tag = Tag.objects.filter(account=account, key=wanted.key).first()
    if tag is None:
        tag = Tag.objects.create(
            account=account,
            key=wanted.key,
            unit=wanted.unit,
            label=wanted.label,
            age_from=wanted.ages[0] if wanted.ages else None,
            age_until=wanted.ages[1] if wanted.ages else None,
            name=_free_name(account, wanted.name),
            asked_by_name=str(by)[:150],
            used_for=used_for[:120],
        )
        audit.write("tag.claimed", actor=by, subject=account, details={"tag": tag.pk})
    else:
        Tag.objects.filter(pk=tag.pk).update(used_at=now(), used_for=used_for[:120], returned_at=None)
        tag.refresh_from_db()
    plan_look(account.pk)
    return tag


@transaction.atomic
def return_tag(tag: Tag, *, by: Any) -> None:
    """Not wanted any more: taken off and deleted at WeChat with the next look."""
    if Tag.objects.filter(pk=tag.pk, returned_at=None).update(returned_at=now()):
        audit.write("tag.returned", actor=by, subject=tag.account, details={"tag": tag.pk})
    plan_look(tag.account_id)


def plan_look(account_id: int) -> None:
    tasks.plan_anew(CHORE, key=f"{CHORE}:{account_id}", arguments={"account": account_id})


def plan_looks_where_out_of_step() -> int:
    """For accounts whose members have changed since their tags were filled. How many."""
    account_ids = set(Tag.objects.values_list("account_id", flat=True))
    out_of_step = [account_id for account_id in account_ids if _is_out_of_step(account_id)]
    for account_id in out_of_step:
        plan_look(account_id)
    return len(out_of_step)


# --- What the courier asks and tells --------------------------------------------------------------


@transaction.atomic
def note_existing(account_id: int, existing: Mapping[int, str], *, in_use: Mapping[int, str]) -> None:
    """What tags WeChat has, and which numbers something shows now (`in_use`: number -> what).

    A tag of ours that somebody deleted there is made again; one made before a crash is recognised by its
    name. Whatever else is there was made by hand, and counted.
    """
    mine = list(Tag.objects.filter(account=account_id))
    by_name = {name: number for number, name in existing.items()}
    for tag in mine:
        if tag.number is not None and tag.number not in existing:
            tag.number = None
            tag.carriers.all().delete()
        if tag.number is None:
            tag.number = by_name.get(tag.name)
        if tag.number is not None and tag.number in in_use:
            tag.used_at, tag.used_for = now(), in_use[tag.number][:120]
        tag.save(update_fields=["number", "used_at", "used_for"])
    ours = {tag.number for tag in mine}
    by_hand = [number for number in existing if number not in ours and number > 2]
    TagBook.objects.update_or_create(
        account_id=account_id,
        defaults={"made_by_hand": len(by_hand), "looked_at": now(), "errcode": 0},
    )


def note_book_refused(account_id: int, *, errcode: int) -> None:
    TagBook.objects.update_or_create(account_id=account_id, defaults={"errcode": errcode})


def to_give_back(account_id: int, *, in_use: Collection[int] = ()) -> list[Tag]:
    """Returned, or used by nothing for a month."""
    mine = Tag.objects.filter(account=account_id).exclude(number__in=in_use)
    return list(mine.filter(Q(returned_at__isnull=False) | Q(used_at__lt=now() - UNUSED_FOR)))


def to_make_room(account_id: int, *, in_use: Collection[int] = ()) -> Tag | None:
    """Of those not used lately the one used longest ago, where all 100 are given away."""
    mine = Tag.objects.filter(account=account_id, number__isnull=False).exclude(number__in=in_use)
    return mine.filter(used_at__lt=now() - UNUSED_WHEN_FULL).order_by("used_at").first()


def to_make(account_id: int) -> list[Tag]:
    return list(Tag.objects.filter(account=account_id, number=None, returned_at=None).order_by("asked_at"))


def to_fill(account_id: int) -> list[Tag]:
    found = Tag.objects.filter(account=account_id, number__isnull=False, returned_at=None)
    return list(found.select_related("unit", "label").order_by("pk"))


def note_made(tag: Tag, *, number: int) -> None:
    tag.number, tag.errcode = number, 0
    tag.save(update_fields=["number", "errcode"])


def note_refused(tag: Tag, *, errcode: int) -> None:
    tag.errcode = errcode
    tag.save(update_fields=["errcode"])


def note_number_unknown(tag: Tag) -> None:
    """WeChat does not know the number any more (45159): made again with the next look."""
    TagCarrier.objects.filter(tag=tag).delete()
    tag.number = None
    tag.save(update_fields=["number"])


def note_filled(tag: Tag) -> None:
    tag.filled_at, tag.errcode = now(), 0
    tag.save(update_fields=["filled_at", "errcode"])


def forget_tag(tag: Tag) -> None:
    """It is gone at WeChat."""
    tag.delete()


def lacking(tag: Tag, *, most: int) -> list[Follower]:
    """Followers who should carry it and have not been given it."""
    wanted = Follower.objects.filter(account=tag.account_id, left_at=None, binding__in=bindings_for(tag))
    return list(wanted.exclude(carries__tag=tag).only("pk", "openid").order_by("pk")[:most])


def superfluous(tag: Tag, *, most: int, all_of_them: bool = False) -> list[Follower]:
    """Followers who carry it and should not."""
    rows = TagCarrier.objects.filter(tag=tag)
    if not all_of_them:
        rows = rows.exclude(follower__binding__in=bindings_for(tag))
    rows.exclude(errcode=0).delete()  # they never had it
    carry = Follower.objects.filter(carries__in=rows.filter(errcode=0))
    return list(carry.only("pk", "openid").order_by("pk")[:most])


def count_out_of_step(tag: Tag) -> int:
    wanted = Follower.objects.filter(account=tag.account_id, left_at=None, binding__in=bindings_for(tag))
    lacking_now = wanted.exclude(carries__tag=tag).count()
    carry = TagCarrier.objects.filter(tag=tag, errcode=0)
    return lacking_now + carry.exclude(follower__binding__in=bindings_for(tag)).count()


def note_put_on(tag: Tag, followers: Sequence[Follower], *, errcode: int = 0) -> None:
    rows = [TagCarrier(tag=tag, follower=follower, errcode=errcode) for follower in followers]
    TagCarrier.objects.bulk_create(rows, ignore_conflicts=True)


def note_taken_off(tag: Tag, followers: Iterable[Follower]) -> None:
    TagCarrier.objects.filter(tag=tag, follower__in=list(followers)).delete()


def bindings_for(tag: Tag) -> QuerySet[Binding]:
    """Of the members the tag is for, at its account."""
    found = Binding.objects.filter(account=tag.account_id, member__state=MemberState.ACTIVE)
    if tag.unit is not None:
        path = tag.unit.path
        found = found.filter(member__unit__path__gte=path, member__unit__path__lt=end_of(path))
    if tag.label is not None:
        found = found.annotate(worn=F("member__labels").bitand(tag.label.mask)).filter(worn__gt=0)
    if tag.age_from is not None and tag.age_until is not None:
        year = localdate().year
        found = found.filter(
            member__birth_year__gte=year - tag.age_until, member__birth_year__lte=year - tag.age_from
        )
    return found


def _is_out_of_step(account_id: int) -> bool:
    tags = Tag.objects.filter(account=account_id, returned_at=None).select_related("unit", "label")
    return any(tag.number is None or count_out_of_step(tag) for tag in tags)


def _free_name(account: Account, name: str) -> str:
    taken = set(Tag.objects.filter(account=account).values_list("name", flat=True))
    if name not in taken:
        return name
    return next(
        tried for n in range(2, 200) if (tried := f"{name[: LONGEST_NAME - len(str(n))]}{n}") not in taken
    )
