"""The names there are, and the triggers that learn each new one."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zhijian.foundation.org import spelling_triggers


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    spelling_triggers.install(schema_editor.connection)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    spelling_triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("org", "0004_spellings")]

    operations = [migrations.RunPython(install, remove)]
