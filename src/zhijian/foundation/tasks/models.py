"""One task a row."""

from django.db import models
from django.utils.timezone import now


class Task(models.Model):
    """Something to be run by a worker at a time, once or again and again."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True)
    arguments = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True, db_index=True)
    repeat_seconds = models.PositiveIntegerField(null=True)
    lease_until = models.DateTimeField(null=True)
    # Drawn anew with each claim: a worker that lost its lease cannot write over the one that has it now.
    claim = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    results = models.JSONField(default=dict)
    stop_asked_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    # What somebody sees of a task he planned. Tasks stand below staff on the stair: a number, not a key.
    for_staff_id = models.PositiveBigIntegerField(null=True, db_index=True)
    title = models.CharField(max_length=120, blank=True)
    if_stopped = models.CharField(max_length=200, blank=True)
    leads_to = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title or f"{self.name} ({self.key})"

    @property
    def is_over(self) -> bool:
        """Nothing will happen to it any more unless somebody resumes it."""
        return self.finished_at is not None

    @property
    def is_running(self) -> bool:
        return not self.is_over and self.lease_until is not None and self.lease_until > now()

    @property
    def was_stopped(self) -> bool:
        return self.is_over and self.stopped_at is not None

    @property
    def has_failed(self) -> bool:
        """For good: all attempts are used up."""
        return self.is_over and self.stopped_at is None and bool(self.failure)
