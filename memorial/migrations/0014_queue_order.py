"""The indexes of the queue: light and heavy things side by side, and what may belong together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the indexes."""

    dependencies = [("memorial", "0013_erasure")]

    operations = [
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["state", "grave", "rank", "sent_at", "id"], name="contribution_mixed"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["sent_at"], name="contribution_sent"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("about", ""), _negated=True), fields=["about"], name="contribution_about"
            ),
        ),
    ]
