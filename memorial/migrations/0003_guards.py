"""The database itself refuses to change or delete what is only ever added to; and what was withdrawn says since when.

A later migration that remakes one of these tables on SQLite drops its triggers: it must run `guard` again.
"""

from django.db import migrations
from django.db.models import F, Q

GUARDED = ("memorial_ledgerline", "memorial_revision", "memorial_revisionwithdrawal")
ACTS = ("UPDATE", "DELETE")


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in GUARDED:
        for act in ACTS:
            name = f"{table}_no_{act.lower()}"
            if vendor == "sqlite":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
                )
            elif vendor == "postgresql":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION memorial_only_added_to()"
                )
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION memorial_only_added_to()"
            )


def make_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION memorial_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$",
            params=None,
        )


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in GUARDED:
        for act in (*ACTS, *(("TRUNCATE",) if vendor == "postgresql" else ())):
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS memorial_only_added_to()")


def date_withdrawals(apps, schema_editor):
    """What was withdrawn before withdrawals were dated counts as withdrawn when it was last changed."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if {"withdrawn_at", "copy_of", "changed_at"} <= names:
            once = model.objects.filter(published_at__isnull=False, copy_of=None, withdrawn_at=None)
            once.exclude(Q(status="published")).update(withdrawn_at=F("changed_at"), withdrawal_reason="checking")


class Migration(migrations.Migration):
    dependencies = [("memorial", "0002_review")]

    operations = [
        migrations.RunPython(date_withdrawals, migrations.RunPython.noop),
        migrations.RunPython(make_function, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
