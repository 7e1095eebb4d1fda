"""The tokens of people are read by a function that PostgreSQL takes for dear, so that it asks the index for them.

What parts a text into words is cheap to a planner, and comparing lists of words costs a hundred times as much: it would
read the whole table in the order of its keys rather than ask the index.
"""

from django.db import migrations

TABLES = ("memorial_publicnamedoc", "memorial_desknamedoc")
BY_FUNCTION = "memorial_tokens(tokens)"
BY_SIGN = "string_to_array(tokens, ' ')"


def use_function(apps, schema_editor):
    """Make the function, and the indexes by it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "CREATE FUNCTION memorial_tokens(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT "
        "COST 400 AS 'BEGIN RETURN string_to_array($1, '' ''); END'"
    )
    index_by(BY_FUNCTION, schema_editor)


def use_sign(apps, schema_editor):
    """Make the indexes as they were, and take the function away."""
    if schema_editor.connection.vendor != "postgresql":
        return
    index_by(BY_SIGN, schema_editor)
    schema_editor.execute("DROP FUNCTION memorial_tokens(text)")


def index_by(what, schema_editor):
    """Make the index of each table anew."""
    for table in TABLES:
        schema_editor.execute(f"DROP INDEX {table}_found")
        schema_editor.execute(f"CREATE INDEX {table}_found ON {table} USING gin (({what}))")


class Migration(migrations.Migration):

    dependencies = [
        ('memorial', '0017_unanswered_searches'),
    ]

    operations = [migrations.RunPython(use_function, use_sign)]
