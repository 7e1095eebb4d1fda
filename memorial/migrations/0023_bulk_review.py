"""Drafts published together after a sample of them was checked by two people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drafts published together after a sample of them was checked by two people."""

    dependencies = [("memorial", "0022_merging"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="BulkReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("share", models.PositiveSmallIntegerField(default=0, verbose_name="share")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("freezing", "is being written down"),
                            ("checking", "is being checked"),
                            ("returned", "returned"),
                            ("waiting", "waits for a confirmation"),
                            ("publishing", "is being published"),
                            ("done", "published"),
                            ("undo_waits", "withdrawal waits for a confirmation"),
                            ("undoing", "is being withdrawn"),
                            ("undone", "withdrawn"),
                        ],
                        default="freezing",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("hands", models.JSONField(default=list)),
                ("warnings", models.JSONField(default=dict)),
                ("frozen", models.CharField(blank=True, max_length=64)),
                ("people", models.JSONField(default=list)),
                ("checked_by", models.JSONField(default=list)),
                ("one_hand", models.BooleanField(default=False)),
                ("acknowledged", models.JSONField(default=list)),
                ("to_publish", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undo_note", models.TextField(blank=True)),
                ("row_at", models.PositiveIntegerField(default=0)),
                ("stop", models.BooleanField(default=False)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("hold", models.PositiveIntegerField(default=0)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undo_confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bulk review",
                "verbose_name_plural": "bulk reviews",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BulkDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("seed", models.CharField(max_length=64, verbose_name="seed")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draws", to="memorial.bulkreview"
                    ),
                ),
            ],
            options={
                "verbose_name": "drawn sample",
                "verbose_name_plural": "drawn samples",
                "ordering": ["review", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BulkRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("entry", models.PositiveBigIntegerField()),
                ("public_id", models.CharField(blank=True, max_length=12)),
                ("content", models.CharField(blank=True, max_length=64)),
                ("place", models.PositiveIntegerField(null=True)),
                ("taken_out", models.BooleanField(default=False)),
                ("published", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
                (
                    "left",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gone", "no longer there"),
                            ("status", "no draft any more"),
                            ("restricted", "restricted to keepers"),
                            ("changed", "changed since the set was frozen"),
                            ("hand", "one of those who checked the sample has a part in it"),
                            ("blocked", "the check list blocks it"),
                            ("warned", "the check list warns of what was not acknowledged"),
                            ("invalid", "it has a value that is not allowed"),
                            ("found", "found wrong in an earlier bulk review, and not changed since"),
                            ("edited", "edited since it was published"),
                            ("not_public", "withdrawn already"),
                        ],
                        max_length=10,
                        verbose_name="left out",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=300)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="of_rows", to="memorial.bulkreview"
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a bulk review",
                "verbose_name_plural": "rows of bulk reviews",
                "ordering": ["review", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BulkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("right", models.BooleanField(verbose_name="right")),
                ("remark", models.TextField(blank=True, verbose_name="remark")),
                ("content", models.CharField(blank=True, max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="memorial.bulkdraw"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="memorial.bulkrow"
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a row",
                "verbose_name_plural": "checks of rows",
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="bulkreview",
            index=models.Index(fields=["state"], name="bulkreview_state"),
        ),
        migrations.AddConstraint(
            model_name="bulkdraw",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="bulkdraw_once"),
        ),
        migrations.AddIndex(
            model_name="bulkrow",
            index=models.Index(
                condition=models.Q(("place__isnull", False)), fields=["review", "place"], name="bulkrow_sample"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkrow",
            index=models.Index(fields=["review", "left", "number"], name="bulkrow_left"),
        ),
        migrations.AddIndex(
            model_name="bulkrow",
            index=models.Index(fields=["public_id"], name="bulkrow_entry"),
        ),
        migrations.AddConstraint(
            model_name="bulkrow",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="bulkrow_once"),
        ),
        migrations.AddConstraint(
            model_name="bulkcheck",
            constraint=models.UniqueConstraint(fields=("draw", "row", "person"), name="bulkcheck_once"),
        ),
    ]
