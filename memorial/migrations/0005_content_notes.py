import memorial.base.grave_words
from django.db import migrations, models


def content_note():
    return models.CharField(
        blank=True,
        help_text="What grave things the text speaks of; shown before it.",
        max_length=250,
        verbose_name="content note",
    )


class Migration(migrations.Migration):
    """A person's story, a step of the chronology and what a source reported can stand behind a content note."""

    dependencies = [("memorial", "0004_public_people")]

    operations = [
        migrations.AddField(model_name="persontranslation", name="content_note", field=content_note()),
        migrations.AddField(model_name="eventtranslation", name="content_note", field=content_note()),
        migrations.AddField(model_name="sourcetranslation", name="content_note", field=content_note()),
        migrations.AlterField(
            model_name="memorial",
            name="grave_words",
            field=models.TextField(
                blank=True,
                default=memorial.base.grave_words.default_grave_words,
                help_text=(
                    "One beginning of a word on each line, in any language. A text with such a word needs a content "
                    "note. A line that begins with a hyphen excepts harmless words that begin like the rest of it."
                ),
                verbose_name="grave words",
            ),
        ),
    ]
