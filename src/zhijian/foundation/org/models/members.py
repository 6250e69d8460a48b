"""Members, where they belong and belonged, and the labels they carry."""

import secrets

from django.db import models

from zhijian.foundation.org.models.units import Unit
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.vault.fields import SealedField

MOST_LABELS = 60  # bits of one 64-bit column, and some to spare
CODE_SIGNS = 8
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like something else


def new_code() -> str:
    """Eight signs a person can copy from paper: what a row of an exported roster is found again by."""
    drawn, signs = secrets.randbelow(len(_SIGNS) ** CODE_SIGNS), []  # one question to the system, not eight
    for _ in range(CODE_SIGNS):
        drawn, sign = divmod(drawn, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)


class Member(models.Model):
    """A person on the roster. Name and unit are enough; the rest may stay empty."""

    code = models.CharField(max_length=12, unique=True, default=new_code)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members")
    name = models.CharField(max_length=60)
    sound = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.ACTIVE)
    state_since = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # As exactly as it is known: "1976", "1976-07" or "1976-07-01".
    joined = models.CharField(max_length=10, blank=True)
    phone = SealedField()
    id_number = SealedField()
    # Found again without being opened: the same number gives the same digest (vault.digests).
    phone_digest = models.BinaryField(max_length=16, null=True, editable=False)
    id_digest = models.BinaryField(max_length=16, null=True, editable=False)
    # One bit a label (models.Label.bit): filtering a million members joins nothing.
    labels = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["id_digest"], name="one_member_an_id_number", condition=~models.Q(id_digest=None)
            ),
        )
        indexes = (
            # Who is in these units, with these labels or of this age: answered from the index alone.
            models.Index(fields=["state", "unit", "labels", "birth_year", "id"], name="members_of_units"),
            models.Index(fields=["unit", "name"], name="members_by_name"),
            models.Index(fields=["name"], name="namesakes"),
            models.Index(fields=["phone_digest"], name="members_by_phone"),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """From one day until another (not included) a member belonged to this unit."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["member"], name="one_unit_at_a_time", condition=models.Q(until_day=None)
            ),
        )
        indexes = (
            # Who belonged there on a day: counted from the index alone.
            models.Index(fields=["unit", "from_day", "until_day"], name="memberships_of_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} in {self.unit_id}, {self.from_day}–{self.until_day or ''}"


class Stay(models.Model):
    """A guest: reads and takes part in another unit for a while; he votes, and is counted, at home."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="stays")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="guests")
    from_day = models.DateField()
    until_day = models.DateField()
    why = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.member_id} stays in {self.unit_id} until {self.until_day}"


class Label(models.Model):
    """A word put on members: 流动党员, 退役军人. At most MOST_LABELS; `bit` is its place in Member.labels."""

    name = models.CharField(max_length=30, unique=True)
    bit = models.PositiveSmallIntegerField(unique=True)

    def __str__(self) -> str:
        return self.name

    @property
    def mask(self) -> int:
        return 1 << self.bit
