import pytest
from django.db import DatabaseError, connection, transaction

from zhijian.foundation import audit
from zhijian.foundation.audit import triggers
from zhijian.foundation.audit.models import Line, Seal
from zhijian.foundation.audit.services import seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _refusing_database(db: None) -> None:
    """Test databases are emptied row by row, so their triggers are taken off (conftest.py); back on, here."""
    triggers.remove(connection)
    triggers.install(connection)


def test_line_says_who_did_what_to_what() -> None:
    audit.write("rule.changed", actor="Wen", subject="两学一做", details={"fields": ["reply"]})

    line = Line.objects.get()
    assert (line.action, line.actor_name, line.subject_name, line.details) == (
        "rule.changed",
        "Wen",
        "两学一做",
        {"fields": ["reply"]},
    )


def test_database_refuses_to_change_a_line() -> None:
    audit.write("rule.changed", actor="Wen")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Line.objects.update(action="nothing")

    assert Line.objects.get().action == "rule.changed"


def test_database_refuses_to_remove_a_line() -> None:
    audit.write("rule.changed", actor="Wen")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Line.objects.all().delete()

    assert Line.objects.count() == 1


def test_database_refuses_to_change_or_remove_a_seal() -> None:
    audit.write("rule.changed", actor="Wen")
    seal(Line.objects.get().pk)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Seal.objects.update(digest="0" * 64)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Seal.objects.all().delete()

    assert Seal.objects.count() == 1
