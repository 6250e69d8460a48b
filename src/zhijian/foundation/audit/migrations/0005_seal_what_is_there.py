from typing import Any

from django.db import migrations

from zhijian.foundation.audit import triggers
from zhijian.foundation.audit.chain import BEFORE_THE_FIRST, digest_of

MOST = 2000


def seal_lines(apps: Any, schema_editor: Any) -> None:
    """In the order in which they were written; the chain begins with the first line there ever was."""
    line_model, seal_model = apps.get_model("audit", "Line"), apps.get_model("audit", "Seal")
    digest, seals = BEFORE_THE_FIRST, []
    for number, line in enumerate(line_model.objects.order_by("pk").iterator(chunk_size=MOST), start=1):
        digest = digest_of(line, previous=digest)
        seals.append(seal_model(number=number, line=line, digest=digest))
        if len(seals) == MOST:
            seal_model.objects.bulk_create(seals)
            seals = []
    seal_model.objects.bulk_create(seals)


def refuse_changes(apps: Any, schema_editor: Any) -> None:
    """SQLite makes a table anew for every column it gets, and forgets its triggers."""
    triggers.remove(schema_editor.connection, tables=["audit_line"])
    triggers.install(schema_editor.connection)


def allow_changes(apps: Any, schema_editor: Any) -> None:
    triggers.remove(schema_editor.connection)
    triggers.install(schema_editor.connection, tables=["audit_line"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_whence_and_seals")]

    operations = [
        migrations.RunPython(seal_lines, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
