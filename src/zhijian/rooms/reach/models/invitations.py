"""Invitations: by whose asking somebody came, and how many came, never who."""

import secrets

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Member, Unit
from zhijian.rooms.reach.kinds import Kind


def new_scene() -> str:
    """What the picture says: 22 signs that mean nothing to anybody but us. WeChat allows 64."""
    return secrets.token_urlsafe(16)


class Invitation(models.Model):
    """One code of one unit, or of one member, at one account; and the word that does the same.

    What WeChat is still to be asked stands in `ask_at`, and the courier asks it. A word is never given away a
    second time, not even after its invitation was revoked: the old poster may still hang somewhere.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="invitations")
    # The unit that invites; a member's is his unit's at the time, where he is now is asked of him.
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="invitations")
    kind = models.CharField(max_length=10, choices=Kind)
    scene = models.CharField(max_length=64, default=new_scene)
    word = models.CharField(max_length=12)
    number = models.CharField(max_length=4)
    phrase = models.CharField(max_length=32)  # word and number as they are looked up (codes.normal)

    ticket = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True)
    # A temporary code is renewed until this day.
    wanted_until = models.DateField(null=True)
    # When the courier asks WeChat; None: there is nothing to ask.
    ask_at = models.DateTimeField(null=True, db_index=True)
    errcode = models.IntegerField(null=True)

    # What the poster says.
    headline = models.CharField(max_length=20, blank=True)  # two lines
    helper = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="invitations_helped"
    )

    made_at = models.DateTimeField(default=now)
    made_by_name = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "scene"], name="one_invitation_a_scene"),
            models.UniqueConstraint(fields=["account", "phrase"], name="one_invitation_a_phrase"),
            models.UniqueConstraint(
                fields=["account", "unit"],
                name="one_invitation_a_unit",
                condition=models.Q(member=None, revoked_at=None),
            ),
            models.UniqueConstraint(
                fields=["account", "member"],
                name="one_invitation_a_member",
                condition=models.Q(member__isnull=False, revoked_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"  # never whose: this text ends up in logs

    @property
    def said(self) -> str:
        """What somebody writes in the chat: 河东 4821."""
        return f"{self.word} {self.number}"

    @property
    def is_personal(self) -> bool:
        return self.member_id is not None

    @property
    def has_picture(self) -> bool:
        """A code that a phone can read today."""
        return bool(self.url) and (self.expires_at is None or self.expires_at > now())

    @property
    def is_on_its_way(self) -> bool:
        """WeChat is still to be asked for the picture, and nothing has refused it for good."""
        return self.ask_at is not None and not self.has_picture and self.revoked_at is None


class InvitationDay(models.Model):
    """How often a code was scanned, or its word said, on one day; and how many began to follow by it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="days")
    day = models.DateField()
    scans = models.PositiveIntegerField(default=0)
    joins = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["invitation", "day"], name="one_count_of_a_code_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} of invitation {self.invitation_id}"


class Counted(models.Model):
    """A message that is counted already. It does not say to which code it went."""

    source = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"{self.source} is counted"


class CodeBook(models.Model):
    """Raised with every change of an account's invitations that a gateway must learn of."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="code_book")
    revision = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"code book of account {self.account_id} at {self.revision}"


class PlainCode(models.Model):
    """The account's own code, the one without a scene: what it says, or a picture of it."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="plain_code")
    url = models.CharField(max_length=200, blank=True)
    picture = models.BinaryField(null=True)
    mime_type = models.CharField(max_length=20, blank=True)
    put_at = models.DateTimeField(default=now)
    put_by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"plain code of account {self.account_id}"
