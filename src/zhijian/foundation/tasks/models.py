"""One task a row."""

from django.db import models


class Task(models.Model):
    """Something to be run by a worker at a time, once or again and again."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True)
    arguments = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True, db_index=True)
    repeat_seconds = models.PositiveIntegerField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    stop_asked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"
