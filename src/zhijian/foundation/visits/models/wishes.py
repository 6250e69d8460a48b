"""What members said they want."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.org.models import Member
from zhijian.foundation.visits.states import Hears


class Wishes(models.Model):
    """Who said nothing has no row: he hears what everybody hears, and his number is shown to nobody."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="wishes")
    hears = models.CharField(max_length=10, choices=Hears, blank=True)
    # Who holds an office may let the members of that unit call him.
    shows_phone = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"wishes of member {self.member_id}"
