from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_roles_become_posts")]

    operations = [migrations.RemoveField(model_name="staff", name="role")]
