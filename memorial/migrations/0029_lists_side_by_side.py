"""When a list was checked and when its people were written, and in which language its work speaks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """When a list was checked and when its people were written, and in which language its work speaks."""

    dependencies = [("memorial", "0028_purges")]

    operations = [
        migrations.AddField("listimport", "language", models.CharField(blank=True, max_length=12)),
        migrations.AddField("listimport", "checked_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("listimport", "written_at", models.DateTimeField(blank=True, null=True)),
        # Of lists that were brought in before, the beginning is known.
        migrations.RunSQL("UPDATE memorial_listimport SET written_at = run_at", migrations.RunSQL.noop),
    ]
