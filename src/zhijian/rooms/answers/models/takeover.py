"""A take-over, what it fetched, what was decided, and what became of it."""

from django.db import models
from django.utils.timezone import now

from zhijian.rooms.answers.takeover.states import Gap, State


class TakeOver(models.Model):
    """One account's rules, menu and media as they were fetched; the latest of an account counts."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="takeovers")
    state = models.CharField(max_length=10, choices=State, default=State.FETCHING)
    task_key = models.CharField(max_length=120, blank=True)
    asked_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField(default=now)
    # As WeChat wrote it: {"autoreply": ..., "selfmenu": ..., "menu": ...}. Never changed afterwards.
    raw = models.JSONField(default=dict)
    fetched_at = models.DateTimeField(null=True)
    failure_code = models.IntegerField(null=True)
    rehearsal = models.JSONField(default=dict)
    imported_by_name = models.CharField(max_length=150, blank=True)
    imported_at = models.DateTimeField(null=True)
    switched_by_name = models.CharField(max_length=150, blank=True)
    switched_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)
    # What stood there before, to go back to.
    default_reply_before = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"take-over {self.pk} of account {self.account_id}"


class TakenMedia(models.Model):
    """A file or an article the old rules name: saved in the library, or a gap and why."""

    takeover = models.ForeignKey(TakeOver, models.CASCADE, related_name="media")
    name = models.CharField(max_length=200)  # the media id, or what stands for it
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=64)
    item = models.ForeignKey("library.Item", models.SET_NULL, null=True, related_name="+")
    gap = models.CharField(max_length=12, choices=Gap, blank=True)
    expires_at = models.DateTimeField(null=True)  # at WeChat's; None where it stays

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["takeover", "name"], name="one_file_a_name"),)

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What somebody chose where nothing could be carried over by itself."""

    takeover = models.ForeignKey(TakeOver, models.CASCADE, related_name="decisions")
    question = models.CharField(max_length=120)
    choice = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["takeover", "question"], name="one_decision_a_question"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.choice}"


class TakenRule(models.Model):
    """Marks a rule of ours with where it came from."""

    takeover = models.ForeignKey(TakeOver, models.CASCADE, related_name="rules")
    source = models.CharField(max_length=40)  # `rule:12`, `welcome`, `menu:2.3`
    name = models.CharField(max_length=200)  # as it was called in WeChat's back end
    rule = models.ForeignKey("answers.Rule", models.SET_NULL, null=True, related_name="taken_from")
    # The rule's keywords and reply as they were made: what differs now, a person changed.
    made_as = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
