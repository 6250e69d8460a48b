"""The full-text table with its triggers, or the trigram indexes."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zhijian.foundation.library import search_index


def make(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    search_index.make_tables(schema_editor.connection)


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    search_index.drop_tables(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("library", "0002_packs_rights_and_search")]

    operations = [migrations.RunPython(make, drop)]
