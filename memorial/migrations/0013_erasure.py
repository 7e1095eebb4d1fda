"""What its giver takes back is erased from every version of it, and nothing else of a version can be changed.

The database goes on refusing each change of a version but one: that its words are taken out of it, all at once and
once and for all, and that it says when. A file sent twice with one form is kept once.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "memorial_revision"
GUARD = "memorial_revision_no_update"
#: What leaves a version when its words are erased, and what stands there then.
EMPTY = {"snapshot": "{}", "note": "", "correction": "{}"}
SINCE = "erased_at"


def guard(apps, schema_editor):
    """Let the words of a version be erased, and refuse every other change as before."""
    unguard(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        columns = [field.column for field in apps.get_model("memorial", "Revision")._meta.concrete_fields]
        same = " AND ".join(f"NEW.{each} IS OLD.{each}" for each in columns if each not in (*EMPTY, SINCE))
        emptied = " AND ".join(f"NEW.{column} = '{value}'" for column, value in EMPTY.items())
        schema_editor.execute(
            f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON {TABLE} "
            f"WHEN NOT ({same} AND {emptied} AND OLD.{SINCE} IS NULL AND NEW.{SINCE} IS NOT NULL) "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is only ever added to'); END"
        )
    elif schema_editor.connection.vendor == "postgresql":
        beside = "".join(f" - '{column}'" for column in (*EMPTY, SINCE))
        schema_editor.execute(
            f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON {TABLE} FOR EACH ROW "
            f"WHEN (NOT (to_jsonb(NEW){beside} = to_jsonb(OLD){beside} "
            "AND NEW.snapshot = '{}'::jsonb AND NEW.note = '' AND NEW.correction = '{}'::jsonb "
            f"AND OLD.{SINCE} IS NULL AND NEW.{SINCE} IS NOT NULL)) "
            "EXECUTE FUNCTION memorial_only_added_to()",
            params=None,
        )


def unguard(apps, schema_editor):
    """Take the guard away, so that another one can be put in its place."""
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {GUARD}{on}")


def guard_wholly(apps, schema_editor):
    """Refuse every change of a version again."""
    unguard(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is only ever added to'); END"
        )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION memorial_only_added_to()"
        )


class Migration(migrations.Migration):
    dependencies = [("memorial", "0012_consent_gate")]

    operations = [
        migrations.AddField("revision", "erased_at", models.DateTimeField(editable=False, null=True, verbose_name="erased")),
        migrations.RunPython(guard, guard_wholly),
        migrations.AddConstraint(
            "attachment", models.UniqueConstraint(fields=["once", "sha256"], name="attachment_once")
        ),
        migrations.AlterField(
            "fixityfinding",
            "original",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="memorial.original",
            ),
        ),
    ]
