"""Linked files: the public record as one document of linked data, written entry by entry."""

import gzip
import json
from pathlib import Path

from django.conf import settings

from memorial.exchange.exports.writers import Writer
from memorial.exchange.linked.documents import node_of, written
from memorial.exchange.linked.terms import CONTEXT, Site
from memorial.exchange.representations.fields import Kind, Said


class LinkedFile(Writer):
    """One document (JSON-LD): what all entries are, each on a line of its own; packed with gzip."""

    def __init__(self, path: Path) -> None:
        # No visitor is there whose request could tell where the memorial stands.
        self.site = Site(settings.MAIL_LINKS_TO)
        self.raw = path.open("wb")
        self.file = gzip.GzipFile("", "wb", 6, self.raw, mtime=0)
        self.file.write(f'{{"@context":{json.dumps(list(CONTEXT))},"@graph":['.encode())
        self.before = b"\n"

    def write(self, kind: Kind, said: Said) -> None:
        self.file.write(self.before + written(node_of(kind.name, said, self.site)).encode())
        self.before = b",\n"

    def close(self) -> None:
        self.file.write(b"\n]}\n")
        self.file.close()
        self.raw.close()
