"""Our tags in WeChat: which audience each is for, and who carries it there."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models.followers import Follower
from zhijian.foundation.org.models import Label, Unit


class Tag(models.Model):
    """One of the account's 100 tags, for one audience: a unit with all below it, a label, an age; or several
    of these together. `number` is WeChat's, once it is made there."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tags")
    key = models.CharField(max_length=80)  # the audience, in one form only
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    label = models.ForeignKey(Label, models.CASCADE, null=True, related_name="+")
    age_from = models.PositiveSmallIntegerField(null=True)
    age_until = models.PositiveSmallIntegerField(null=True)  # included
    name = models.CharField(max_length=30)
    number = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(default=now)
    asked_by_name = models.CharField(max_length=150, blank=True)
    used_at = models.DateTimeField(default=now)
    used_for = models.CharField(max_length=120, blank=True)
    filled_at = models.DateTimeField(null=True)
    errcode = models.IntegerField(default=0)
    returned_at = models.DateTimeField(null=True)  # not wanted any more; gone with the next look

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "key"], name="one_tag_an_audience"),
            models.UniqueConstraint(fields=["account", "name"], name="one_tag_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class TagCarrier(models.Model):
    """WeChat has been told that he carries it. With an errcode: it said no, and is not asked each night."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="carriers")
    follower = models.ForeignKey(Follower, models.CASCADE, related_name="carries")
    errcode = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["tag", "follower"], name="one_tag_on_a_follower"),)

    def __str__(self) -> str:
        return f"tag {self.tag_id} on follower {self.follower_id}"


class TagBook(models.Model):
    """What WeChat last said of an account's tags: how many there are that people made by hand."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="tag_book")
    made_by_hand = models.PositiveSmallIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    errcode = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"tags of account {self.account_id}"
