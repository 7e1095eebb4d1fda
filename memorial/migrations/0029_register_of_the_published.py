from django.db import migrations

# Drafts stand in the register no longer; what earlier versions wrote of them is taken away.
LEAVE = """
DELETE FROM memorial_registerrow
WHERE person_id IN (SELECT id FROM memorial_person WHERE status <> 'published')
"""


class Migration(migrations.Migration):
    """Take the rows of all who are not published out of the register."""

    dependencies = [("memorial", "0028_purges")]

    operations = [migrations.RunSQL(LEAVE, migrations.RunSQL.noop)]
