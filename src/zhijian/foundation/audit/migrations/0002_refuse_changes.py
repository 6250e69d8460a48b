from typing import Any

from django.db import migrations

from zhijian.foundation.audit import triggers


def install(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor.connection, tables=["audit_line"])


def remove(apps: Any, schema_editor: Any) -> None:
    triggers.remove(schema_editor.connection, tables=["audit_line"])


class Migration(migrations.Migration):
    """From here on the database itself refuses every UPDATE and DELETE of an audit line."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
