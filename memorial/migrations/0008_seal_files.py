"""What came in before there were sealed originals is sealed once, each file under its own hash."""

import hashlib
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import migrations

from memorial.darkroom.formats import FORMATS
from memorial.media.incoming import own_room
from memorial.media.receiving import FileRefused, keep_file, seen

BY_ENDING = {each.extension: each for each in FORMATS.values()} | {"jpeg": FORMATS["image/jpeg"]}


def seal_files(apps, schema_editor):
    """Seal the file of every asset; a file that is not there stops the migration before anything has changed."""
    assets = list(apps.get_model("memorial", "Asset").objects.filter(original=None))
    missing = sorted({asset.file.name for asset in assets if not default_storage.exists(asset.file.name)})
    if missing:
        raise CommandError(
            "These files of assets are missing in the media folder: %s. Put them back, or delete the drafts that name "
            "them with the version that was installed before." % ", ".join(missing)
        )
    for asset in assets:
        asset.original = original_of(apps, asset)
        asset.kind, asset.received_as = asset.original.kind, PurePath(asset.file.name).name[:200]
        asset.save(update_fields=["original", "kind", "received_as"])


def original_of(apps, asset):
    """Return the original of an asset's file, sealed; what could not be taken in today is kept and shown to nobody."""
    Original = apps.get_model("memorial", "Original")
    with own_room() as folder:
        path = folder / "file"
        with default_storage.open(asset.file.name, "rb") as file:
            path.write_bytes(file.read())
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        try:
            said = seen(path, folder)
        except FileRefused as refused:
            ending = PurePath(asset.file.name).suffix.lower().lstrip(".")
            guessed = BY_ENDING.get(ending, FORMATS["application/pdf"])
            said = {"media_type": guessed.media_type, "kind": guessed.kind, "work": "failed", "failure": str(refused)}
        keep_file(path, sha256)
        return Original.objects.get_or_create(sha256=sha256, defaults={"size": path.stat().st_size, **said})[0]


class Migration(migrations.Migration):
    """The data between two changes of the tables, in a transaction of its own."""

    dependencies = [("memorial", "0007_originals")]

    operations = [migrations.RunPython(seal_files, migrations.RunPython.noop, elidable=True)]
