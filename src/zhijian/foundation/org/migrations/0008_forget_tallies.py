"""Tallies are about to know one number more: the worker counts them anew in its first minute."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("org", "TallyMark").objects.all().delete()
    apps.get_model("org", "Tally").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0007_choose_members_from_an_index"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
