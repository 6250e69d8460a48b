"""Rules, their keywords and parts, and their switch."""

from django.db import models
from django.utils.timezone import now

from zhijian.rooms.answers.states import Match, Occasion


class Rule(models.Model):
    """On an occasion, for its keywords, a reply. Of equal priority the lower id was made earlier."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="rules")
    occasion = models.CharField(max_length=10, choices=Occasion, default=Occasion.TEXT)
    priority = models.IntegerField(default=0)
    # The public name of the page with the whole reply; only rules of several parts need one.
    code = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 -- unique, so not empty
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = (models.Index(fields=["account", "occasion", "priority"], name="rules_by_account"),)

    def __str__(self) -> str:
        return f"rule {self.pk}"

    @property
    def is_on(self) -> bool:
        return not hasattr(self, "switched_off")


class SwitchedOff(models.Model):
    """Exists while a rule does not answer; says who saw to that and when."""

    rule = models.OneToOneField(Rule, models.CASCADE, related_name="switched_off")
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"rule {self.rule_id} off since {self.at:%Y-%m-%d %H:%M}"


class Keyword(models.Model):
    """A word as staff wrote it. On a click it is the key of the menu entry."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="keywords")
    text = models.CharField(max_length=500)
    match = models.CharField(max_length=10, choices=Match)
    # For finding and comparing in the console. Books normalise `text` again, so that a new table of
    # characters takes effect without touching rows.
    normal = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text


class Part(models.Model):
    """One piece of a reply: a text of its own, or something from the library."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    item = models.ForeignKey("library.Item", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="a_part_is_text_or_item",
                condition=models.Q(text="", item__isnull=False) | (~models.Q(text="") & models.Q(item=None)),
            ),
        )

    def __str__(self) -> str:
        return f"part {self.position} of rule {self.rule_id}"
