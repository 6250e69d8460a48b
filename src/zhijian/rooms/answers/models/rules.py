"""Rules, their keywords, variants and parts, and their switch."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from zhijian.rooms.answers.states import Match, Occasion, ReplyMode


class Rule(models.Model):
    """On an occasion, for its keywords, a reply. Of equal priority the lower id was made earlier.

    It answers from `valid_from` until `valid_until`, in its office `hours`, those of its `audience`: what is
    empty does not limit. `unit` is the code of the unit whose answer it is; empty, the account's own.
    """

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="rules")
    occasion = models.CharField(max_length=10, choices=Occasion, default=Occasion.TEXT)
    priority = models.IntegerField(default=0)
    reply_mode = models.CharField(max_length=10, choices=ReplyMode, default=ReplyMode.ALL)
    # The public name of the page with the whole reply; only rules of several parts need one.
    code = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 -- unique, so not empty
    made_at = models.DateTimeField(default=now)

    unit = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    hours = models.JSONField(default=dict)  # see hours.py
    audience = models.JSONField(default=dict)  # see audience.py

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    review_on = models.DateField(null=True)
    # Raised with every change, so that of two people who edit it at once the second learns of the first.
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=now)
    changed_by_name = models.CharField(max_length=150, blank=True, default="")

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


class Variant(models.Model):
    """Another reply of the same rule, for some: of those that are for somebody, the closest is given."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="variants")
    position = models.PositiveSmallIntegerField(default=0)
    audience = models.JSONField(default=dict)  # see audience.py; never empty
    code = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 -- as a rule's

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"variant {self.position} of rule {self.rule_id}"


class Part(models.Model):
    """One piece of a reply: a text of its own, or something from the library.

    Without a variant it belongs to the base reply, which everybody gets for whom there is no closer one.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="parts")
    variant = models.ForeignKey(Variant, models.CASCADE, null=True, related_name="parts")
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


class Choice(models.Model):
    """A number to send after a rule's reply, and the rule it leads to."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="choices")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    # Restrict, not protect: with the account its rules go all at once, whichever leads to which.
    leads_to = models.ForeignKey(Rule, models.RESTRICT, related_name="led_to_by")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["rule", "number"], name="one_choice_a_number"),)

    def __str__(self) -> str:
        return f"choice {self.number} of rule {self.rule_id}"
