"""Where files are kept in a bucket (the S3 protocol): as on a disk, originals sealed and derivatives replaceable.

Neither can be read by strangers: the bucket is private, derivatives are sent by the memorial, and an original only by
an address that is signed and lives for a minute.
"""

import base64
import errno
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from storages.backends.s3 import S3Storage

#: How long a signed address leads to a file, in seconds.
SIGNED_FOR = 60
#: How much is asked for in advance of what is read, in bytes.
AHEAD = 64 * 1024
#: What the answers of a bucket are on a disk.
ON_A_DISK = {
    401: errno.EACCES,
    403: errno.EACCES,
    404: errno.ENOENT,
    409: errno.EEXIST,
    412: errno.EEXIST,
    507: errno.ENOSPC,
    **dict.fromkeys((408, 429, 500, 502, 503, 504), errno.ETIMEDOUT),
}
UNKNOWN_CONDITION = 501


@contextmanager
def like_a_disk(name: str) -> Iterator[None]:
    """Raise OSError, as a disk would, for whatever goes wrong with a bucket."""
    try:
        yield
    except ClientError as problem:
        said = f"{problem.response['Error'].get('Code', '')} {problem.response['Error'].get('Message', '')}".strip()
        raise OSError(ON_A_DISK.get(status_of(problem), errno.EIO), said, name) from problem
    except (BotoCoreError, Boto3Error) as problem:
        raise OSError(errno.ECONNRESET, str(problem), name) from problem


def status_of(problem: ClientError) -> int:
    """Return the status of the answer that was an error."""
    return int(problem.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


class Bucket(S3Storage):  # type: ignore[misc]
    """Derivatives in a bucket: each is there wholly or not at all, and is read stretch by stretch."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("client_config", client_config(own_server="endpoint_url" in settings))
        super().__init__(file_overwrite=True, querystring_expire=SIGNED_FOR, **settings)

    @property
    def client(self) -> Any:
        """The connection of this thread."""
        return self.connection.meta.client

    def place_of(self, name: str) -> dict[str, str]:
        """Return the bucket and the key of a file."""
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        """Open a file for reading."""
        return File(io.BufferedReader(Stretches(self, name), AHEAD), name)

    def _save(self, name: str, content: File[Any]) -> str:
        """Send a file; it stands there when the bucket says so, and is refused when it was damaged on its way."""
        with like_a_disk(name):
            self.put(name, content)
        return name

    def put(self, name: str, content: File[Any], **conditions: str) -> None:
        """Send a file with its checksum, on conditions."""
        digest = hashlib.md5(usedforsecurity=False)
        for chunk in content.chunks():
            digest.update(chunk)
        content.seek(0)
        checksum = base64.b64encode(digest.digest()).decode()
        about = {"ContentMD5": checksum, "ContentLength": content.size, "ContentType": self.default_content_type}
        self.client.put_object(**self.place_of(name), Body=content, **about, **conditions)

    def delete(self, name: str) -> None:
        with like_a_disk(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with like_a_disk(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with like_a_disk(name):
            return int(self.client.head_object(**self.place_of(name))["ContentLength"])

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with like_a_disk(name):
            folders, files = super().listdir(name)
            return folders, files

    def get_modified_time(self, name: str) -> Any:
        with like_a_disk(name):
            return super().get_modified_time(name)

    def url(self, *args: Any, **kwargs: Any) -> str:
        """A derivative is sent by the memorial, which asks the record first."""
        raise PermissionDenied


class SealedBucket(Bucket):
    """Originals in a bucket: written once, never replaced or deleted; for the desk an address that lives a minute."""

    def _save(self, name: str, content: File[Any]) -> str:
        """Send a file that is not there yet; raises FileExistsError where one is."""
        if self.exists(name):
            raise FileExistsError(errno.EEXIST, "It stands there already.", name)
        with like_a_disk(name):
            try:
                # Fails where a file of that name has come meanwhile.
                self.put(name, content, IfNoneMatch="*")
            except ClientError as problem:
                # Some servers do not know the condition; what would be overwritten there has the same hash.
                if status_of(problem) != UNKNOWN_CONDITION:
                    raise
                self.put(name, content)
        return name

    def delete(self, name: str) -> None:
        """Originals are not deleted."""
        raise PermissionDenied

    def erase(self, name: str) -> None:
        """Delete an original for good, at the wish of whoever gave it; nothing where there is none."""
        Bucket.delete(self, name)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return an address for somebody at the desk who may have the file; the browser keeps it and shows nothing."""
        asked = {"ResponseContentDisposition": "attachment", "ResponseContentType": self.default_content_type}
        return str(S3Storage.url(self, name, parameters=asked, expire=SIGNED_FOR))


def client_config(*, own_server: bool) -> Config:
    """Return how the bucket is spoken to; servers other than Amazon's know no bucket by its host name."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if own_server else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"total_max_attempts": 3, "mode": "standard"},
        connect_timeout=5,
        read_timeout=30,
    )


class Stretches(io.RawIOBase):
    """A file in a bucket, of which only what is read is fetched."""

    def __init__(self, storage: Bucket, name: str) -> None:
        super().__init__()
        self.storage, self.name = storage, name
        self.length = storage.size(name)
        self.place = 0
        self.body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.length}[whence]
        place = max(begin + offset, 0)
        if place != self.place:
            self.leave()
        self.place = place
        return place

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next, and return how many bytes that were."""
        if self.place >= self.length or not len(buffer):
            return 0
        with like_a_disk(self.name):
            if self.body is None:
                asked = {"Range": f"bytes={self.place}-"}
                self.body = self.storage.client.get_object(**self.storage.place_of(self.name), **asked)["Body"]
            piece = self.body.read(len(buffer))
        if not piece:
            raise OSError(errno.ECONNRESET, "The file ended before its end.", self.name)
        buffer[: len(piece)] = piece
        self.place += len(piece)
        return len(piece)

    def leave(self) -> None:
        """Ask for nothing more of what is being fetched."""
        if self.body is not None:
            self.body.close()
            self.body = None

    def close(self) -> None:
        self.leave()
        super().close()
