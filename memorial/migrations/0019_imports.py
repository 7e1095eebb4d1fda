"""Lists that are brought in, row by row, with what was decided and done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists that are brought in, row by row, with what was decided and done."""

    dependencies = [("memorial", "0018_tokens_on_postgresql")]

    operations = [
        migrations.CreateModel(
            name="ListImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("kept_as", models.CharField(blank=True, max_length=60)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(verbose_name="size")),
                ("reading", models.TextField(blank=True)),
                ("mapping", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken_in", "to be mapped"),
                            ("checking", "being checked"),
                            ("checked", "checked"),
                            ("running", "running"),
                            ("done", "brought in"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                            ("refused", "refused"),
                            ("discarded", "discarded"),
                        ],
                        default="taken_in",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("row_at", models.PositiveIntegerField(default=0)),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("stop", models.BooleanField(default=False)),
                ("problem", models.TextField(blank=True)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                ("hold", models.PositiveIntegerField(default=0)),
                ("taken_in_at", models.DateTimeField(auto_now_add=True, verbose_name="taken in")),
                ("run_at", models.DateTimeField(blank=True, null=True, verbose_name="brought in")),
                (
                    "run_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="memorial.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "taken_in_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import of a list",
                "verbose_name_plural": "imports of lists",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                ("mapping", models.TextField()),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="saved")),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved mapping",
                "verbose_name_plural": "saved mappings",
                "ordering": ["name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("same", "the same as somebody here"),
                            ("maybe", "possibly the same"),
                            ("here", "here already, from this source"),
                            ("repeated", "says what an earlier row says"),
                            ("refused", "refused"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("called", models.CharField(blank=True, max_length=250, verbose_name="name")),
                ("identity", models.CharField(max_length=64)),
                ("row_key", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("like_row", models.PositiveIntegerField(blank=True, null=True)),
                ("score", models.PositiveSmallIntegerField(default=0, verbose_name="score")),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("others", models.JSONField(blank=True, default=list)),
                ("remarks", models.JSONField(blank=True, default=list)),
                ("said", models.JSONField(blank=True, null=True)),
                ("parents", models.JSONField(blank=True, default=list)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "the same person"),
                            ("different", "different people"),
                            ("unsure", "not sure"),
                        ],
                        max_length=9,
                        verbose_name="decision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("done", models.BooleanField(default=False)),
                ("made", models.JSONField(blank=True, null=True)),
                ("left", models.CharField(blank=True, max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="memorial.person",
                    ),
                ),
                (
                    "list_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="of_rows", to="memorial.listimport"
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["list_import", "number"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["list_import", "outcome", "number"], name="importrow_outcome"),
                    models.Index(fields=["identity"], name="importrow_identity"),
                    models.Index(fields=["digest"], name="importrow_digest"),
                    models.Index(
                        condition=models.Q(("row_key", ""), _negated=True), fields=["row_key"], name="importrow_row_key"
                    ),
                    models.Index(condition=models.Q(("done", True)), fields=["person"], name="importrow_person"),
                ],
                "constraints": [models.UniqueConstraint(fields=("list_import", "number"), name="importrow_once")],
            },
        ),
        migrations.CreateModel(
            name="PairDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identity", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=12)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("same", "the same person"),
                            ("different", "different people"),
                            ("unsure", "not sure"),
                        ],
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a pair",
                "verbose_name_plural": "decisions about pairs",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("identity", "person"), name="pairdecision_once")],
            },
        ),
    ]
