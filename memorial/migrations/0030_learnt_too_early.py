"""Forget what SQLite learnt of tables of the search when they were small: it would walk through them for ever."""

from django.db import migrations

#: As `memorial.search.engines.LARGE` was at this version.
LARGE = 10_000


def forget(apps, schema_editor):
    """Remove what is known of small tables; without it SQLite supposes that they are large."""
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone()[0]:
            cursor.execute(
                "DELETE FROM sqlite_stat1 WHERE tbl LIKE 'memorial_%%' AND CAST(stat AS INTEGER) < %s", [LARGE]
            )


class Migration(migrations.Migration):
    dependencies = [("memorial", "0029_lists_side_by_side")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
