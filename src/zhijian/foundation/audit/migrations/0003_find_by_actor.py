from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_refuse_changes")]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
        ),
    ]
