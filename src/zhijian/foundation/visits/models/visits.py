"""Where followers are signed in."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.followers.models import Follower


class Visit(models.Model):
    """One browser. `device` says in a few words what it is, so that its owner knows it again."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="visits")
    token_hash = models.BinaryField(max_length=32, unique=True)
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)
    until = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["follower", "last_at"], name="visits_of_a_follower"),)

    def __str__(self) -> str:
        return f"visit {self.pk}"
