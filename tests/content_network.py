"""A small content network: a real server that keeps pages as it is told to, and lets go of them as it is told to."""

import json
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

WORD = "synthetic-word"
#: What is said of one connection, and not of the page.
OF_THE_CONNECTION = {"connection", "transfer-encoding", "date", "server"}


class Kept(NamedTuple):
    """One page with all its headers, and until when it may be given without asking."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    until: float


class ContentNetwork:
    """Answers in the place of a server, by PURGE or by its web hook lets go, and can be out of order."""

    def __init__(self, origin: int | None = None, port: int = 0) -> None:
        self.origin, self.kept, self.given, self.purges = origin, dict[tuple[str, str], Kept](), 0, list[str]()
        self.status, self.hang, self.seen = 200, 0.0, list[dict[str, str]]()
        self.looks: Callable[[], None] = lambda: None
        network = self

        class Answering(BaseHTTPRequestHandler):
            """One request to the network."""

            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802  # as the standard library names it
                network.answer(self)

            def do_PURGE(self) -> None:  # noqa: N802
                network.let_go(self, self.headers.get("Surrogate-Key", ""))

            def do_POST(self) -> None:  # noqa: N802
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                network.let_go(self, " ".join(told["keys"]))

            def log_message(self, *_said: Any) -> None:
                """Write nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Answering)
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def end(self) -> None:
        """Be gone."""
        self.server.shutdown()
        self.server.server_close()

    def let_go(self, asked: BaseHTTPRequestHandler, keys: str) -> None:
        """Let go of all that is kept, if it is asked for by the right word and by the key that it has."""
        self.looks()
        time.sleep(self.hang)
        known = asked.headers.get("Authorization") == f"Bearer {WORD}"
        status = self.status if known else 403
        if status == 200:
            for place, page in list(self.kept.items()):
                if keys in {value for name, value in page.headers if name.lower() == "surrogate-key"}:
                    del self.kept[place]
            self.purges.append(f"{asked.command} {asked.path} {keys}")
        self.send(asked, status, [], b"")

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        """Give a page that is kept, or ask the server and keep what it allows."""
        place = (asked.path, asked.headers.get("Accept-Encoding", ""))
        page = self.kept.get(place)
        if page is not None and time.monotonic() < page.until:
            self.given += 1
        else:
            page = self.fetch(*place)
            if page.until:
                self.kept[place] = page
        self.send(asked, page.status, page.headers, page.body)

    def fetch(self, path: str, coding: str) -> Kept:
        """Ask the server itself."""
        assert self.origin is not None
        begun = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.origin, timeout=30)
        connection.request("GET", path, headers={"Accept-Encoding": coding, "Host": "127.0.0.1"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        told = answer.headers.get("Surrogate-Control", "").removeprefix("max-age=")
        return Kept(answer.status, answer.getheaders(), body, begun + int(told) if told else 0.0)

    def send(self, asked: BaseHTTPRequestHandler, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send an answer; what is meant for the network alone goes no further."""
        asked.send_response_only(status)
        for name, value in headers:
            if name.lower() not in OF_THE_CONNECTION | {"content-length", "surrogate-control", "surrogate-key"}:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)
