"""How far we are in step with WeChat's own list of an account's followers."""

from django.db import models

from zhijian.foundation.accounts.models import Account


class Reconciling(models.Model):
    """One account's last comparison with WeChat's list, or the one that is under way.

    Of what came of it only counts are kept. `next_openid` is where a comparison goes on that was stopped.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="reconciling")
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)  # of the last whole comparison
    is_under_way = models.BooleanField(default=True)
    next_openid = models.CharField(max_length=64, blank=True)
    has_listed = models.BooleanField(default=False)  # all pages are read; the details may not be
    total = models.PositiveIntegerField(default=0)  # as WeChat says
    listed = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)  # follow, and we did not know
    went = models.PositiveIntegerField(default=0)  # have left, and we did not know
    errcode = models.IntegerField(default=0)
    # So many would have left that WeChat's list is not believed without a person's word.
    doubted = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"reconciling of account {self.account_id}"
