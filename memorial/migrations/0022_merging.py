"""People who stood here twice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import memorial.people.merged

UNDER_WAY = ("prepared", "taken_in", "standing", "returning")


class Migration(migrations.Migration):
    """People who stood here twice."""

    dependencies = [("memorial", "0021_exports"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("prepared", "waits for the working copy"),
                            ("taken_in", "merged, not public yet"),
                            ("standing", "merged"),
                            ("returning", "being undone"),
                            ("given_back", "given back"),
                            ("undone", "undone"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "status_before",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kept_after", models.CharField(blank=True, max_length=64)),
                ("merged_after", models.CharField(blank=True, max_length=64)),
                ("gained", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="memorial.person",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=memorial.people.merged.kept_while_under_way,
                        related_name="merges",
                        to="memorial.person",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=memorial.people.merged.kept_while_under_way,
                        related_name="merged_into",
                        to="memorial.person",
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
                "verbose_name": "merge of two people",
                "verbose_name_plural": "merges of two people",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["kept", "step"], name="merge_of_kept")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("step__in", UNDER_WAY)),
                        fields=("merged",),
                        name="merge_once",
                        violation_error_message="This person was merged into another already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True), name="merge_of_two"
                    ),
                ],
            },
        ),
    ]
