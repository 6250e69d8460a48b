"""The messages no rule answered, and who has seen to them."""

from django.db import models
from django.utils.timezone import now

from zhijian.rooms.answers.states import Seen


class Unanswered(models.Model):
    """A message no rule answered, for staff to see. `intake_id` is unique: a message is listed once."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="unanswered")
    intake_id = models.BigIntegerField(unique=True)
    openid = models.CharField(max_length=128)
    text = models.TextField()
    asked_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "-asked_at"], name="unanswered_by_account"),)

    def __str__(self) -> str:
        return f"unanswered {self.pk}"  # never the openid or the words: this text ends up in logs


class SeenTo(models.Model):
    """Several messages that were seen to at once, and by what act: deleting the row undoes it all."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=Seen)
    rule = models.ForeignKey("answers.Rule", models.SET_NULL, null=True, related_name="+")
    # What the act added elsewhere, for its undoing: the id of a keyword, a group of synonyms, a word.
    added = models.JSONField(default=dict)
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"seen to {self.pk} ({self.how})"


class Settlement(models.Model):
    """Exists once somebody has seen to an unanswered message; says who and when."""

    unanswered = models.OneToOneField(Unanswered, models.CASCADE, related_name="settlement")
    seen_to = models.ForeignKey(SeenTo, models.CASCADE, null=True, related_name="settlements")
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"unanswered {self.unanswered_id} settled {self.at:%Y-%m-%d %H:%M}"


class Needless(models.Model):
    """Words that want no answer at this account, by their normal form: never listed again."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    normal = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "normal"], name="one_needless_a_word"),)

    def __str__(self) -> str:
        return f"needless words {self.pk}"
