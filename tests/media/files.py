"""Files for tests: synthetic pictures, documents and recordings, small and drawn anew each time, and where they go."""

import copy
import io
import struct
import wave
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops

from memorial.media.making import make_missing
from memorial.media.receiving import receive
from memorial.models import Asset, Original, User
from tests.factories import make_asset


def use_folders(settings: Any, place: Path) -> Path:
    """Keep every file of a test below one folder, and return it; the fixture ``media_folders`` calls it."""
    storages = copy.deepcopy(settings.STORAGES)
    storages["originals"]["OPTIONS"]["location"] = place / "originals"
    storages["derivatives"]["OPTIONS"]["location"] = place / "derivatives"
    settings.STORAGES = storages
    settings.MEDIA_INCOMING = settings.FILE_UPLOAD_TEMP_DIR = place / "incoming"
    settings.MEDIA_INCOMING.mkdir(exist_ok=True)
    settings.MEDIA_ROOT = place / "media"
    return place


def drawn(width: int = 640, height: int = 480, seed: int = 0) -> Image.Image:
    """Return a drawing: two gradients, turned by ``seed``, so that drawings of different seeds are not alike."""
    across = Image.linear_gradient("L").rotate(seed * 47 % 360).resize((width, height))
    down = Image.radial_gradient("L").rotate(seed * 90).resize((width, height))
    return Image.merge("RGB", (across, ImageChops.difference(across, down), down))


def picture(width: int = 640, height: int = 480, *, seed: int = 0, kind: str = "JPEG", **saving: Any) -> bytes:
    """Return a drawing as a file; ``saving`` goes to Pillow (``exif``, ``icc_profile``, ``quality`` …)."""
    file = io.BytesIO()
    drawn(width, height, seed).save(file, kind, **saving)
    return file.getvalue()


def pdf(words: str = "synthetic") -> bytes:
    """Return a document of one empty page; ``words`` make it another file."""
    return (
        b"%PDF-1.4\n%" + words.encode() + b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def wav(seconds: float = 0.1) -> bytes:
    """Return a silent recording."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(int(8000 * seconds) * 2))
    return file.getvalue()


def mp3(frames: int = 10) -> bytes:
    """Return a silent recording: MPEG 1 layer III frames of 32 kbit/s at 44.1 kHz."""
    return (b"\xff\xfb\x10\xc4" + bytes(100)) * frames


def mp4(size: int = 1000) -> bytes:
    """Return the beginning of a film, and as many noughts as it takes."""
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"mp41") + bytes(size)


def sent(content: bytes, name: str = "synthetic.jpg") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def received(content: bytes | None = None, by: User | None = None) -> Original:
    """Receive a file (a drawing unless given) as the desk does; its derivatives are not made yet."""
    return receive(file=ContentFile(picture() if content is None else content, "synthetic"), by=by)


def made(content: bytes | None = None, by: User | None = None) -> Original:
    """Receive a file and make its derivatives at once, as the worker would."""
    original = received(content, by)
    make_missing(original)
    return Original.objects.get(pk=original.pk)


def asset_with_files(content: bytes | None = None, **fields: Any) -> Asset:
    """Make an asset (published unless said otherwise) whose original and derivatives are real files."""
    original = received(content)
    asset = make_asset(original=original, **fields)
    make_missing(original)
    return Asset.objects.get(pk=asset.pk)
