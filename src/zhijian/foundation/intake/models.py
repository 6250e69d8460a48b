from datetime import UTC, datetime

from django.db import models
from django.db.models import Q


class ArrivalRow(models.Model):
    """One message or event as it came, and what it was answered.

    The gateway's writer inserts these rows past the ORM, many to a statement (`store_sqlite`,
    `store_postgres`): every column it does not name has a default in the database. Times are seconds since
    1970, as the writer has them. No foreign key: on SQLite this table lives in a file of its own.
    """

    id = models.BigAutoField(primary_key=True)
    account_id = models.BigIntegerField()
    account = models.TextField()
    dedupe = models.TextField()
    received_at = models.FloatField()
    msg_id = models.TextField()
    from_openid = models.TextField()
    created_at = models.BigIntegerField()
    type = models.TextField()
    event = models.TextField()
    event_key = models.TextField()
    raw = models.BinaryField()
    answer = models.TextField()
    outcome = models.TextField()
    rule_id = models.BigIntegerField(null=True)
    followups = models.TextField()

    heard_at = models.FloatField(null=True)
    lease_until = models.FloatField(db_default=0.0)
    tries = models.IntegerField(db_default=0)
    is_replay = models.BooleanField(db_default=False)

    class Meta:
        db_table = "intake_arrival"
        constraints = (
            # In this order new rows go to the right edge of the index: MsgId and CreateTime grow.
            models.UniqueConstraint(
                fields=["account_id", "dedupe", "from_openid"], name="intake_arrival_once"
            ),
        )
        indexes = (
            models.Index(fields=["account_id", "received_at"], name="intake_arrival_by_time"),
            models.Index(fields=["id"], condition=Q(heard_at__isnull=True), name="intake_arrival_unheard"),
            # Of the few answers that offer numbers: openids come in no order, so an index over all rows would
            # dirty a page of its own with every message (docs/decisions/0010).
            models.Index(
                fields=["account_id", "from_openid", "id"],
                condition=Q(outcome="guided"),
                name="intake_arrival_guided",
            ),
        )

    def __str__(self) -> str:
        return f"arrival {self.pk} ({self.type}, {self.outcome})"

    @property
    def received(self) -> datetime:
        """When it came, as an aware time."""
        return datetime.fromtimestamp(self.received_at, UTC)
