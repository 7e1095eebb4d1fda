"""Kept pages: a small browser that asks the layer as a server does, and what it needs."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import brotli

from memorial.public.kept.pages import KeptPages

HOST = "testserver"


@dataclass
class Got:
    """One answer, as it came."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """What it says, whatever coding it came in."""
        decode = {"br": brotli.decompress, "gzip": gzip.decompress}.get(self.headers.get("content-encoding", ""))
        return str((decode(self.content) if decode else self.content).decode())


def ask(layer: KeptPages, address: str, *, method: str = "GET", **headers: str) -> Got:
    """Ask the layer for an address, with headers by their names in the environment of a request."""
    path, _sign, query = address.partition("?")
    told: list[Any] = []

    def begin(status: str, pairs: Iterable[tuple[str, str]], _fault: Any = None) -> Any:
        told[:] = [int(status.split()[0]), {name.lower(): value for name, value in pairs}]
        return lambda _content: None

    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "HTTP_HOST": HOST,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **headers,
    }
    answer = layer(environ, begin)
    content = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return Got(told[0], told[1], content)
