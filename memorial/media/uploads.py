"""Uploads: how a large file comes from a browser onto the disk, and no more of it than would be taken."""

import io
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.urls import reverse


class LostUpload(UploadedFile[Any]):
    """A file that was sent and for which there was no room; whoever reads it learns why."""

    def __init__(self, problem: OSError, **about: Any) -> None:
        super().__init__(file=io.BytesIO(), **about)
        self.problem = problem

    def chunks(self, chunk_size: int | None = None) -> Any:
        """Raise the error of the disk, for `receiving.receive` to put into words."""
        raise self.problem


def is_list(request: Any) -> bool:
    """Return whether a request brings a list of people to the desk's page for them."""
    return bool(request.path == reverse("admin:lists"))


class UploadInBounds(TemporaryFileUploadHandler):
    """Writes what is sent to the disk up to the limit of size; what comes after that is not kept."""

    problem: OSError | None = None
    most = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; of somebody who has not signed in to the desk none is kept, so that nobody fills the disk."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_staff:
            raise SkipFile
        self.problem = None
        # A list is read row by row and may be larger than any picture; its own page refuses what is larger still.
        self.most = max(settings.MEDIA_MOST_BYTES, settings.LIST_MOST_BYTES if is_list(self.request) else 0)
        try:
            super().new_file(*args, **kwargs)
        except OSError as problem:
            self.problem = problem

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; the first that lies beyond the limit is kept too, so that the file is seen to be too large."""
        if self.problem is not None or start > self.most:
            return
        try:
            self.file.write(raw_data)
            self.file.flush()
        except OSError as problem:
            self.problem = problem
            with suppress(OSError):
                self.file.close()

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if self.problem is None:
            return super().file_complete(file_size)
        about = {"name": self.file_name, "content_type": self.content_type, "size": file_size}
        return LostUpload(self.problem, **about)

    def upload_interrupted(self) -> None:
        if self.problem is None:
            super().upload_interrupted()
