from django.db import migrations, models


class Migration(migrations.Migration):
    """What is public is counted over one index, also since an entry may open at a time."""

    dependencies = [("memorial", "0003_guards")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="person_public"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["status", "copy_of", "opens_at"], name="person_public"),
        ),
    ]
