"""The number by which everybody knows whether what visitors may see is still what it was."""

from django.db import migrations, models

import memorial.review.public_changes


class Migration(migrations.Migration):
    """The number by which everybody knows whether what visitors may see is still what it was."""

    dependencies = [("memorial", "0025_fate_date")]

    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("token", models.PositiveIntegerField(default=memorial.review.public_changes.new_token)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
