from django.db import migrations, models


class Migration(migrations.Migration):
    """The orders in which the API lists people, each with an index of its own."""

    dependencies = [("memorial", "0023_bulk_review")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["status", "copy_of", "public_id"], name="person_by_public_id"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["status", "copy_of", "published_at", "public_id"], name="person_by_publication"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["status", "copy_of", "birth_earliest", "public_id"], name="person_by_birth"),
        ),
    ]
