"""The tables of the audit: append-only, both."""

from typing import Final

from django.db import models

from zhijian.foundation.audit.whence import LONGEST

LONGEST_PATH: Final = 240  # of a unit; the tree stands above this floor


class Line(models.Model):
    """One act of one person. Triggers refuse every UPDATE and DELETE (see the migrations)."""

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=80)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=150)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_name = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    whence = models.CharField(max_length=LONGEST, blank=True, default="")
    # Which part of the tree it is about, as its path was then; empty: the whole house.
    unit_path = models.CharField(max_length=LONGEST_PATH, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["unit_path", "id"], name="audit_by_unit"),
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.subject_name}"


class Seal(models.Model):
    """What a line said, together with every line sealed before it, in one digest.

    Apart from the line, because the chain has one end that all writers would queue for: a long import would
    hold everybody up, and two acts that lock the same rows the other way round would stop each other. The
    line is written within the act, the seal right after it.
    """

    number = models.BigIntegerField(primary_key=True)
    line = models.OneToOneField(Line, models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"
