"""Sheets that were brought in: each row with what became of it, so that the whole can be taken back."""

from django.db import models
from django.utils.timezone import now

from zhijian.foundation.org.models.units import Unit
from zhijian.foundation.org.states import Verdict
from zhijian.foundation.vault.fields import SealedField


class Import(models.Model):
    """One sheet for one unit. Names and numbers, not keys, for who did it: org knows no staff."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    sheet_name = models.CharField(max_length=100, blank=True)
    # The headings as they stand in the sheet, and for each column the field it was taken for ("" = none).
    headings = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    hidden_rows = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    made_by_id = models.PositiveBigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    # Each step is a date: looked through, begun, over, taken back.
    planned_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=150, blank=True)
    counts = models.JSONField(default=dict)
    # Active members of the unit and below whom the sheet does not name; listed, never touched.
    missing = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["unit", "made_at"], name="imports_of_a_unit"),)

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """A person's row. What it says is sealed: it holds numbers that nobody may read in passing."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the sheet shows it
    cells = SealedField()  # JSON: the cells as they were read
    name = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    message = models.CharField(max_length=300, blank=True)
    # Whom it is about, as that one was when it was looked at. No key: the member may be gone by the time.
    member_id = models.PositiveBigIntegerField(null=True, db_index=True)
    seen_version = models.PositiveIntegerField(null=True)
    # Whom it may be about: the choice offered where the verdict is unclear.
    candidates = models.JSONField(default=list)
    # What somebody decided about an unclear row: "new", "leave", or the code of the member it is about.
    decision = models.CharField(max_length=12, blank=True)
    typed = SealedField()  # the ID number typed in for one whose digits were lost
    done_at = models.DateTimeField(null=True)
    left_version = models.PositiveIntegerField(null=True)  # of the member, as the import left him
    before = SealedField()  # JSON: what the row replaced
    undone = models.CharField(max_length=10, blank=True)  # "back", or "kept": changed by hand since

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="one_import_row_a_number"),)
        indexes = (models.Index(fields=["batch", "verdict", "number"], name="import_rows_by_verdict"),)

    def __str__(self) -> str:
        return f"row {self.number} of import {self.batch_id}"


class RememberedColumns(models.Model):
    """What the columns of a sheet with these headings were taken for in this unit, the last time."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    headings_digest = models.CharField(max_length=64)
    fields = models.JSONField(default=list)
    used_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "headings_digest"], name="columns_remembered_once"),
        )

    def __str__(self) -> str:
        return f"columns remembered for unit {self.unit_id}"
