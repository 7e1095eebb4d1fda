"""Every asset has its original; the column of files that were not sealed goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the files have been sealed."""

    dependencies = [("memorial", "0008_seal_files")]

    operations = [
        migrations.RemoveField(model_name="asset", name="file"),
        migrations.AlterField(
            model_name="asset",
            name="original",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assets",
                to="memorial.original",
                to_field="sha256",
                verbose_name="original",
            ),
        ),
    ]
