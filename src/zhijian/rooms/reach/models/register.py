"""The register: every account there is, connected or not, from the wish for it to its closing."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.utils.timezone import localdate

from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.vault.fields import SealedField
from zhijian.rooms.reach.life import Alarmed, Ending, Loss, Stage, Turn

if TYPE_CHECKING:
    from datetime import date

    from zhijian.foundation.org.models import Unit

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like something else


def new_code() -> str:
    """Eight signs, in capitals: no account's slug, which has small letters, is ever the same."""
    return "".join(secrets.choice(_SIGNS) for _ in range(8))


class Entry(models.Model):
    """What is known of one account. Of a connected one the account itself knows name, unit, kind and when its
    verification ends; then what stands here of them is how it was when last looked at."""

    code = models.CharField(max_length=12, unique=True, default=new_code)
    account = models.OneToOneField(
        "accounts.Account", models.CASCADE, null=True, blank=True, related_name="register_entry"
    )
    name = models.CharField(max_length=60)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    verified_until = models.DateField(null=True, blank=True)
    # The legal person WeChat verified: often not the unit itself, but the town's government.
    verified_as = models.CharField(max_length=120, blank=True)
    # The number under which the superior body has it on file.
    filing = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.RUNNING)
    # Who scans when WeChat asks for the administrator: somebody of the roster, or a name and an office.
    administrator = models.ForeignKey(
        "org.Member", models.SET_NULL, null=True, blank=True, related_name="administers"
    )
    # Where he belonged when he was named: since he belongs elsewhere, somebody should ask.
    administrator_unit = models.ForeignKey(
        "org.Unit", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    administrator_name = models.CharField(max_length=60, blank=True)
    administrator_office = models.CharField(max_length=60, blank=True)
    phone = SealedField()
    phone_digest = models.BinaryField(max_length=16, null=True, editable=False)
    # With these a lost password comes back; None: nobody has looked.
    has_mailbox = models.BooleanField(null=True, blank=True)
    has_mobile = models.BooleanField(null=True, blank=True)
    # The colleague who looks after this entry; passes on with his office.
    keeper = models.ForeignKey(
        "staff.Staff", models.SET_NULL, null=True, blank=True, related_name="register_entries"
    )
    answered_by = models.CharField(max_length=60, blank=True)
    needed_for = models.CharField(max_length=400, blank=True)
    # The last one, kept when it was found: not found after all, it is lost as before.
    loss = models.CharField(max_length=12, choices=Loss, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=["stage"], name="register_by_stage"),
            models.Index(fields=["phone_digest"], name="register_by_phone"),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def key(self) -> str:
        """What its page is found by: the account's slug, or the code of one that is not connected."""
        return self.account.slug if self.account else self.code

    @property
    def called(self) -> str:
        return self.account.name if self.account else self.name

    @property
    def owner(self) -> "Unit | None":
        return self.account.unit if self.account else self.unit

    @property
    def path(self) -> str:
        """Where in the tree it stands; empty: of nobody, the whole house's."""
        return self.owner.path if self.owner else ""

    @property
    def sort(self) -> str:
        """Service or subscription account, as far as anybody knows."""
        return self.account.kind if self.account else self.kind

    @property
    def ends_on(self) -> "date | None":
        """When the verification runs out, if there is one."""
        if self.account is None:
            return self.verified_until
        return self.account.verified_until if self.account.is_verified else None

    @property
    def days_left(self) -> int | None:
        return None if self.ends_on is None else (self.ends_on - localdate()).days

    @property
    def stands(self) -> Stage:
        """Closed by whatever way: an account that is shut is closed here too."""
        if self.account is not None and self.account.closed_at is not None:
            return Stage.CLOSED
        return Stage(self.stage)

    @property
    def is_alive(self) -> bool:
        return self.stands not in (Stage.CLOSED, Stage.DROPPED)


class Step(models.Model):
    """One step of an account's life: what, when, by whom. Taken back, it stays to be read."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="steps")
    turn = models.CharField(max_length=16, choices=Turn)
    before = models.CharField(max_length=12, choices=Stage, blank=True)
    after = models.CharField(max_length=12, choices=Stage)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=150)
    note = models.CharField(max_length=400, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = (models.Index(fields=["entry", "id"], name="steps_of_an_entry"),)

    def __str__(self) -> str:
        return f"{self.turn} of {self.entry_id} on {self.on}"


class Notice(models.Model):
    """What followers are told before an account closes or is merged into another, and until when it stays."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="notices")
    ending = models.CharField(max_length=8, choices=Ending)
    reason = models.CharField(max_length=200)
    text = models.TextField()
    days = models.PositiveSmallIntegerField()
    announced_on = models.DateField()
    last_day = models.DateField()
    # Where followers should go: another account of the register, or a name one can search for.
    go_to = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    go_to_name = models.CharField(max_length=60, blank=True)
    kept = models.CharField(max_length=200, blank=True)
    asked_by_name = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["entry"], name="one_notice_at_a_time", condition=models.Q(withdrawn_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.ending} of {self.entry_id} by {self.last_day}"

    @property
    def leads_to(self) -> str:
        return self.go_to.called if self.go_to else self.go_to_name


class Alarm(models.Model):
    """Something about an account somebody should look at, raised once. It is over when it is no longer so, or
    when somebody settled it with a word; the same raised again with the same facts stays settled."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="alarms")
    what = models.CharField(max_length=16, choices=Alarmed)
    # What it was raised about: settled for this, it is raised anew for something else.
    about = models.CharField(max_length=160, blank=True)
    raised_at = models.DateTimeField(auto_now_add=True)
    over_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=150, blank=True)
    word = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entry", "what", "about"], name="one_alarm_a_matter"),)
        indexes = (models.Index(fields=["over_at", "settled_at"], name="alarms_that_ring"),)

    def __str__(self) -> str:
        return f"{self.what} at {self.entry_id}"


class Watch(models.Model):
    """How far the register was followed: the last change of the roster seen, and the day of the last look."""

    last_change = models.PositiveBigIntegerField(default=0)
    looked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"the register, looked at on {self.looked_on}"
