"""Names in memory of nobody."""

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef

from zhijian.foundation.org.models import Member, Spelling

_PATIENCE_MS = 2000


def forget_names_nobody_has() -> None:
    """Of those who were taken off the roster for good, or were written otherwise before."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                # Whoever is enrolled meanwhile with such a name would find it known, and then it were gone.
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = {_PATIENCE_MS}")
                    cursor.execute(f"LOCK TABLE {Member._meta.db_table} IN SHARE MODE")
            bearers = Member.objects.filter(name=OuterRef("name"), sound=OuterRef("sound"))
            Spelling.objects.filter(~Exists(bearers)).delete()
    except OperationalError:
        return  # somebody writes just now; tomorrow is another day
