"""Which member a follower is, how that was proven, and what undid it."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models.followers import Follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member


class Binding(models.Model):
    """This follower is this member.

    A person has one WeChat as a rule, on however many phones, so a member is bound once at an account.
    `is_second` marks what staff allowed beyond that: a second WeChat of the same person.
    """

    follower = models.OneToOneField(Follower, models.CASCADE, related_name="binding")
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="+"
    )  # the follower's, for the constraint
    member = models.ForeignKey(Member, models.CASCADE, related_name="bindings")
    way = models.CharField(max_length=10, choices=Way)
    is_second = models.BooleanField(default=False)
    bound_at = models.DateTimeField(default=now)
    bound_by_name = models.CharField(max_length=150)
    voucher = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="vouched_for")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "member"],
                name="one_binding_a_member_and_account",
                condition=models.Q(is_second=False),
            ),
        )

    def __str__(self) -> str:
        return f"binding {self.pk}"


class Unbinding(models.Model):
    """A binding that was: who ended it, and why. `follower` is gone once he has left the account."""

    follower = models.ForeignKey(Follower, models.SET_NULL, null=True, related_name="unbindings")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="unbindings")
    way = models.CharField(max_length=10, choices=Way)
    bound_at = models.DateTimeField()
    ended_at = models.DateTimeField(default=now)
    ended_by_name = models.CharField(max_length=150, blank=True)  # empty: himself
    why = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True)  # the follower has read that it was undone

    def __str__(self) -> str:
        return f"end of a binding of member {self.member_id}"


class BindingChange(models.Model):
    """This follower's binding is no longer as it was: a counter to follow, not a history. Kept for a day.

    Names the openid itself: gateways remember people by it, and the follower's row may be gone.
    """

    account_id = models.PositiveBigIntegerField()
    openid = models.CharField(max_length=64)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"change {self.pk} of a binding"


class BindingCode(models.Model):
    """A code on paper that binds whoever types it to this member, once."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="binding_codes")
    code_hash = models.BinaryField(max_length=16, unique=True)
    made_at = models.DateTimeField(default=now)
    made_by_name = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    allows_second = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"binding code of member {self.member_id}"


class HelpRequest(models.Model):
    """Somebody asks a helper beside him to confirm who he is: by a number on his page, for a few minutes."""

    follower = models.OneToOneField(Follower, models.CASCADE, related_name="help_request")
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=6)
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["number", "expires_at"], name="help_requests_by_number"),)

    def __str__(self) -> str:
        return f"help request {self.pk}"
