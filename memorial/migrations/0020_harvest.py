"""What harvesters were told of, so that withdrawals travel."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What harvesters were told of, so that withdrawals travel."""

    dependencies = [("memorial", "0019_imports")]

    operations = [
        migrations.CreateModel(
            name="HarvestHeader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("entry", models.CharField(max_length=12)),
                ("object_id", models.BigIntegerField()),
                ("changed_at", models.DateTimeField(null=True)),
                ("told", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["kind", "object_id"], name="harvestheader_object"),
                    models.Index(fields=["changed_at", "id"], name="harvestheader_order"),
                    models.Index(fields=["kind", "changed_at", "id"], name="harvestheader_kind"),
                    models.Index(condition=models.Q(("changed_at", None)), fields=["id"], name="harvestheader_waiting"),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "entry"), name="harvestheader_once")],
            },
        ),
        migrations.CreateModel(
            name="HarvestState",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("common", models.CharField(blank=True, max_length=64)),
                ("whole", models.BooleanField(default=False)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RemoveIndex(model_name="revision", name="revision_corrections"),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("is_correction", True)), fields=["-published_at", "-id"], name="revision_corrected"
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["-published_at", "-id"], name="revision_newest"),
        ),
    ]
