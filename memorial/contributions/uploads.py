"""Uploads: how a stranger's files come from a browser onto the disk, and no more of them than would be taken."""

import io
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

#: How many files one form brings.
MOST_FILES = 8
#: How many of the largest files all files of one form may be together.
LARGEST_ONES = 3
#: Words that stand in the same request as the files, in bytes, before it is read no further.
BESIDE_FILES = 16 * 1024 * 1024


def most_bytes() -> int:
    """Return how large all files of one form may be together."""
    most: int = LARGEST_ONES * settings.MEDIA_MOST_BYTES
    return most


class LeftOut(UploadedFile[Any]):
    """A file that was sent and of which nothing was kept; ``code`` says why (see `arrivals.SENTENCES`)."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(file=io.BytesIO(), **about)
        self.code = code


class StrangersUpload(TemporaryFileUploadHandler):
    """Writes what a stranger sends to the disk within the limits of one form.

    What lies beyond them is read and thrown away, so that the words which stand behind it are not lost, up to what
    eight files of the largest size would be; then nothing is read any more.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.files = self.written = self.came = 0
        self.code = ""
        self.was_cut = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self.files += 1
        self.code = "too-many" if self.files > MOST_FILES else ""
        if not self.code:
            try:
                super().new_file(*args, **kwargs)
            except OSError:
                self.leave_out("not-kept")
            return
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        self.leave_out(self.code)

    def leave_out(self, code: str) -> None:
        """Keep nothing of the present file, and note why."""
        self.code = code
        # The parser closes what stands here, and the file before this one is still to be read.
        self.file = io.BytesIO()  # type: ignore[assignment]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; the first beyond the size of a file is kept too, so that the file is seen to be too large."""
        self.came += len(raw_data)
        if self.came > MOST_FILES * settings.MEDIA_MOST_BYTES + BESIDE_FILES:
            self.was_cut = True
            raise StopUpload(connection_reset=True)
        if self.code or start > settings.MEDIA_MOST_BYTES:
            return
        self.written += len(raw_data)
        if self.written > most_bytes() + len(raw_data):
            self.give_up("too-much")
            return
        try:
            self.file.write(raw_data)
            self.file.flush()
        except OSError:
            self.give_up("not-kept")

    def give_up(self, code: str) -> None:
        """Remove what was kept of the present file."""
        with suppress(OSError):
            self.file.close()
        self.leave_out(code)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if not self.code:
            return super().file_complete(file_size)
        return LeftOut(self.code, name=self.file_name, content_type=self.content_type, size=file_size)

    def upload_interrupted(self) -> None:
        if not self.code:
            super().upload_interrupted()
