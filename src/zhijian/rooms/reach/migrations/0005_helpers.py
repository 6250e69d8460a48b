"""Who goes to see somebody is a helper; a visitor is whoever stands at the portal's door."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reach", "0004_invitations")]

    operations = [
        migrations.RemoveIndex("word", "words_of_a_visitor"),
        migrations.RenameField("word", "visitor", "helper"),
        migrations.RenameField("word", "visitor_name", "helper_name"),
        migrations.RenameField("word", "visited_at", "been_at"),
        migrations.RenameField("word", "is_by_visitor", "is_by_helper"),
        migrations.AlterField(
            "word",
            "helper",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="care_given",
                to="org.member",
            ),
        ),
        migrations.AddIndex(
            "word",
            models.Index(
                condition=models.Q(("is_current", True)), fields=["helper"], name="words_of_a_helper"
            ),
        ),
    ]
