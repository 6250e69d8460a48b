"""One row a person and account."""

from django.db import models

from zhijian.foundation.followers.ways import Known


class Follower(models.Model):
    """A WeChat user at one account, as far as WeChat tells: an openid and what happened with it."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="followers")
    openid = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField()
    followed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    last_wrote_at = models.DateTimeField(null=True)
    scene = models.CharField(max_length=64, blank=True)
    is_known_by = models.CharField(max_length=10, choices=Known, default=Known.CALLBACK)
    # When WeChat's own list last said the same of him.
    reconciled_at = models.DateTimeField(null=True)
    # When WeChat last said since when he follows and by which code he came; None: not asked.
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "openid"], name="one_row_a_follower"),)
        indexes = (
            models.Index(
                fields=["account", "reconciled_at"],
                name="followers_to_reconcile",
                condition=models.Q(left_at=None),
            ),
            models.Index(
                fields=["account"],
                name="followers_to_ask_about",
                condition=models.Q(left_at=None, asked_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"follower {self.pk}"  # never the openid: this text ends up in logs

    @property
    def follows(self) -> bool:
        return self.followed_at is not None and self.left_at is None
