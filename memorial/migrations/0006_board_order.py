"""The order of the translation board."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The translation board is read by name, and among namesakes by the entry, along one index."""

    dependencies = [("memorial", "0005_content_notes")]

    operations = [
        migrations.RemoveIndex(model_name="textrow", name="textrow_board"),
        migrations.AddIndex(
            model_name="textrow",
            index=models.Index(fields=["state", "language", "kind", "label", "object_id"], name="textrow_board"),
        ),
    ]
