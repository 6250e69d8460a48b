"""What is known, and was said, about how members are reached; and the counts kept of it."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.followers.models import Follower
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import LONGEST
from zhijian.rooms.reach.states import Deed, How, Reason, Standing


class Word(models.Model):
    """All that was said about one member at one moment: how he is reached, why not, who visits him.

    A new word is the whole of it again, with what changed; the one before is kept, so that taking the new
    one back is putting that one in its place. Only what was said: a binding, or a follower who came by the
    member's own invitation, wins over it for as long as it lasts.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="care_words")
    is_current = models.BooleanField(default=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.NOT_YET)
    how = models.CharField(max_length=8, choices=How, blank=True)
    reason = models.CharField(max_length=8, choices=Reason, blank=True)
    note = models.CharField(max_length=100, blank=True)
    # Who goes: somebody on the roster, or a name where he is on none.
    helper = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="care_given")
    helper_name = models.CharField(max_length=60, blank=True)
    shows_phone = models.BooleanField(default=False)  # staff gave the helper the number to call
    been_at = models.DateTimeField(null=True)
    deed = models.CharField(max_length=8, choices=Deed)
    # The same for all who were handed over together: such an act is taken back as a whole.
    act = models.UUIDField(db_index=True)
    said_at = models.DateTimeField(default=now)
    said_by_name = models.CharField(max_length=150)
    is_by_helper = models.BooleanField(default=False)
    before = models.OneToOneField("self", models.SET_NULL, null=True, related_name="after")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["member"], name="one_current_word_a_member", condition=models.Q(is_current=True)
            ),
        )
        indexes = (
            models.Index(fields=["helper"], name="words_of_a_helper", condition=models.Q(is_current=True)),
        )

    def __str__(self) -> str:
        return (
            f"word {self.pk} about member {self.member_id}"  # never what it says: this text ends up in logs
        )


class Following(models.Model):
    """This follower came by this member's own invitation; whether it is himself he has not proven."""

    follower = models.OneToOneField(Follower, models.CASCADE, related_name="care_following")
    member = models.ForeignKey(Member, models.CASCADE, related_name="care_followings")
    noted_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"follower {self.follower_id} came for member {self.member_id}"


class Counted(models.Model):
    """How many active members are reached in which way; those not reached by reason.

    As in org.models.tallies the database does not check the unit: counting waits for nobody.
    """

    bound = models.PositiveIntegerField(default=0)
    follows = models.PositiveIntegerField(default=0)
    otherwise = models.PositiveIntegerField(default=0)
    declined = models.PositiveIntegerField(default=0)
    phone_changed = models.PositiveIntegerField(default=0)
    no_wechat = models.PositiveIntegerField(default=0)
    no_phone = models.PositiveIntegerField(default=0)
    shared_phone = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Tally(Counted):
    """Of one unit, without its subordinates."""

    unit = models.OneToOneField(
        Unit, models.CASCADE, primary_key=True, related_name="care_tally", db_constraint=False
    )

    def __str__(self) -> str:
        return f"tally of unit {self.unit_id}"


class Total(Counted):
    """Of a unit and everything below it: the tallies added up."""

    unit = models.OneToOneField(
        Unit, models.CASCADE, primary_key=True, related_name="care_total", db_constraint=False
    )
    path = models.CharField(max_length=LONGEST)  # where it stood then: who has moved counts elsewhere

    def __str__(self) -> str:
        return f"total of unit {self.unit_id} and below"


class Tallied(models.Model):
    """Up to which change (org.Change) the tallies are right: one row, moved with them."""

    until_id = models.BigIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    has_totals = models.BooleanField(default=False)  # False while totals and tallies do not agree

    def __str__(self) -> str:
        return f"tallied up to change {self.until_id}"


class Snapshot(models.Model):
    """How a unit stood with everything below it at the end of a month, or so far in this one."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="care_snapshots")
    month = models.DateField()  # its first day
    bound = models.PositiveIntegerField(default=0)
    follows = models.PositiveIntegerField(default=0)
    otherwise = models.PositiveIntegerField(default=0)
    declined = models.PositiveIntegerField(default=0)
    not_yet = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "month"], name="one_care_snapshot_a_month"),)

    def __str__(self) -> str:
        return f"unit {self.unit_id} in {self.month:%Y-%m}"
