"""A word that was taken back stands after none: the one before it may be followed by another."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_go(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reach", "Word").objects.exclude(taken_back_at=None).update(before=None)


class Migration(migrations.Migration):
    dependencies = [("reach", "0006_totals")]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
