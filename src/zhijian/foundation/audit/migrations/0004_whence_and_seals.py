import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_find_by_actor")]

    operations = [
        migrations.AddField("line", "whence", models.CharField(blank=True, default="", max_length=45)),
        migrations.AddField("line", "unit_path", models.CharField(blank=True, default="", max_length=240)),
        migrations.AddIndex("line", models.Index(fields=["unit_path", "id"], name="audit_by_unit")),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="audit.line"
                    ),
                ),
            ],
        ),
    ]
