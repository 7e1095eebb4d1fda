"""What is done by one process of all in turn."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What is done by one process of all in turn."""

    dependencies = [("memorial", "0026_public_changes")]

    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("free_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
