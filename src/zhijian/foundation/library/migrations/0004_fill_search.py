"""Entries for the items that are there already; pictures are not for followers to find; parts get a role."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zhijian.foundation.library.kinds import ROLE_OF_KIND
from zhijian.foundation.library.search_index import entry_of


def fill(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    item_model, entry_model = apps.get_model("library", "Item"), apps.get_model("library", "SearchEntry")
    part_model = apps.get_model("library", "PackPart")
    item_model.objects.filter(kind="image").update(is_findable=False)
    for kind, role in ROLE_OF_KIND.items():
        part_model.objects.filter(item__kind=str(kind)).update(role=str(role))
    for item in item_model.objects.iterator(chunk_size=500):
        entry = entry_of(
            account_id=item.account_id,
            title=item.title,
            summary=item.summary,
            body=item.body,
            is_findable=item.is_findable,
        )
        entry_model.objects.update_or_create(item_id=item.pk, defaults=entry)


def empty(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("library", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0003_search_tables")]

    operations = [migrations.RunPython(fill, empty)]
