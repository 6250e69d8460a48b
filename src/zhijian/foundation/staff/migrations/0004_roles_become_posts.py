from typing import Any

from django.db import migrations
from django.utils.timezone import localdate


def give_posts(apps: Any, schema_editor: Any) -> None:
    """Whoever had a role had it everywhere: from the day he came, on the whole house."""
    staff, post = apps.get_model("staff", "Staff"), apps.get_model("staff", "Post")
    post.objects.bulk_create(
        post(
            staff=person,
            role=person.role,
            unit=None,
            from_day=localdate(person.date_joined),
            given_by_name="upgrade",
        )
        for person in staff.objects.exclude(role="").order_by("pk")
    )


def take_posts_back(apps: Any, schema_editor: Any) -> None:
    """The first post on the whole house becomes the role again; posts on units have nowhere to go."""
    for post in apps.get_model("staff", "Post").objects.filter(unit=None).order_by("-pk"):
        apps.get_model("staff", "Staff").objects.filter(pk=post.staff_id).update(role=post.role)


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_posts")]

    operations = [migrations.RunPython(give_posts, take_posts_back)]
