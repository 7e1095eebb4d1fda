"""How far a content network has let go of what it kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """How far a content network has let go of what it kept."""

    dependencies = [("memorial", "0027_turns")]

    operations = [
        migrations.CreateModel(
            name="Purge",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("last", models.BigIntegerField(default=-1)),
                ("tokens", models.BigIntegerField(default=-1)),
                ("late_since", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
            options={"default_permissions": ()},
        ),
    ]
