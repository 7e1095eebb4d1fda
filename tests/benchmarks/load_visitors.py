"""Visitors of a day of remembrance, as many a second as are told, whether or not the ones before were answered.

Each belongs to one of many networks of this machine and asks over HTTPS, as browsers do, on a connection that is kept.
"""

import asyncio
import gzip
import random
import re
import ssl
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import quote, urlencode

import brotli

#: How the visits are mixed, in parts of a hundred.
READING, SEARCHING, CANDLE, MESSAGE = 82, 10, 5, 3
NETWORKS = 250
#: Nobody writes faster than that, in seconds.
WRITES = 4.0
#: After so many seconds a visitor gives up.
PATIENCE = 20.0
TOKEN = re.compile(r'name="token" value="([^"]*)"')


@dataclass
class Place:
    """Where the memorial is, how its certificate is checked, and what can be asked for."""

    name: str
    port: int
    context: ssl.SSLContext
    people: list[str]
    names: list[str]


@dataclass
class Seen:
    """What the visitors were answered: for each kind of page the statuses with their seconds."""

    answers: list[tuple[str, int, float]] = field(default_factory=list)
    without_retry: int = 0
    lost: list[str] = field(default_factory=list)
    late: float = 0.0


class Browser:
    """One connection of one network; a new one is made where it was closed."""

    def __init__(self, place: Place, network: int) -> None:
        self.place, self.source = place, f"127.0.{2 + network // 200}.{1 + network % 200}"
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, dict[bytes, bytes], bytes]:
        """Ask once, and return the status, the headers and the body."""
        again = self.streams is not None
        try:
            return await self.ask_once(path, fields)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            if not again:
                raise
            # A connection that was kept may have been closed meanwhile.
            return await self.ask_once(path, fields)

    async def ask_once(self, path: str, fields: dict[str, str] | None) -> tuple[int, dict[bytes, bytes], bytes]:
        """Ask on the connection that is open, or on a new one."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(
                "127.0.0.1",
                self.place.port,
                ssl=self.place.context,
                server_hostname=self.place.name,
                local_addr=(self.source, 0),
            )
        reader, writer = self.streams
        body = urlencode(fields).encode() if fields is not None else b""
        head = f"{'POST' if fields is not None else 'GET'} {path} HTTP/1.1\r\nHost: {self.place.name}\r\n"
        head += "Accept: text/html,*/*;q=0.8\r\nAccept-Encoding: br, gzip\r\n"
        if fields is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"\r\n" + body)
        lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        headers = {name.lower(): value.strip() for name, _sign, value in (line.partition(b":") for line in lines[1:])}
        content = await read_body(reader, headers)
        if headers.get(b"connection") == b"close":
            self.close()
        return int(lines[0].split()[1]), headers, content

    def close(self) -> None:
        """Close the connection."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def read_body(reader: asyncio.StreamReader, headers: dict[bytes, bytes]) -> bytes:
    """Return the body of an answer."""
    if headers.get(b"transfer-encoding") != b"chunked":
        return await reader.readexactly(int(headers.get(b"content-length", b"0")))
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readexactly(2)
    return b"".join(parts)


class Crowd:
    """All visitors of one stretch of time."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place, self.seen = place, Seen()
        self.drawn = random.Random(seed)  # noqa: S311  # no secret
        #: By network, the browsers whose connection is open and unused.
        self.resting: dict[int, list[Browser]] = {number: [] for number in range(NETWORKS)}

    async def come(self, a_second: int, seconds: float) -> Seen:
        """Send so many requests a second for so long, and wait until all visitors have gone."""
        begun, number, visits = time.monotonic(), 0, set()
        while (now := time.monotonic() - begun) < seconds:
            # Each visit begins when it is due, and not when the server has time for it.
            while number < now * a_second:
                visit, requests = self.next_visit()
                number += requests
                task = asyncio.ensure_future(self.visit(visit))
                visits.add(task)
                task.add_done_callback(visits.discard)
            self.seen.late = max(self.seen.late, time.monotonic() - begun - now)
            await asyncio.sleep(0.01)
        if visits:
            await asyncio.wait(visits, timeout=PATIENCE + WRITES)
        for browser in chain(*self.resting.values()):
            browser.close()
        return self.seen

    def next_visit(self) -> tuple[Callable[[Browser], Coroutine[Any, Any, None]], int]:
        """Draw what the next visitor does, and how many requests that are."""
        lot = self.drawn.randrange(100)
        if lot < READING:
            return self.read, 4
        if lot < READING + SEARCHING:
            return self.search, 2
        return (self.light, 3) if lot < READING + SEARCHING + CANDLE else (self.leave_message, 2)

    async def visit(self, does: Callable[[Browser], Coroutine[Any, Any, None]]) -> None:
        """Let one visitor do something."""
        own = self.resting[network := self.drawn.randrange(NETWORKS)]
        browser = own.pop() if own else Browser(self.place, network)
        try:
            await does(browser)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as problem:
            self.seen.lost.append(repr(problem))
            browser.close()
        own.append(browser)

    async def ask(self, browser: Browser, kind: str, path: str, fields: dict[str, str] | None = None) -> None:
        """Ask, and note how that was answered."""
        begun = time.monotonic()
        status, headers, _body = await asyncio.wait_for(browser.ask(path, fields), PATIENCE)
        self.seen.answers.append((kind, status, time.monotonic() - begun))
        if status == 503 and b"retry-after" not in headers:
            self.seen.without_retry += 1

    async def read(self, browser: Browser) -> None:
        """Read the first page, the list of names and two people."""
        for kind, path in (("home", "/en/"), ("people", "/en/people/"), ("person", ""), ("person", "")):
            await self.ask(browser, kind, path or self.drawn.choice(self.place.people))

    async def search(self, browser: Browser) -> None:
        """Look for somebody and read their page."""
        await self.ask(browser, "search", f"/en/search/?q={quote(self.drawn.choice(self.place.names))}")
        await self.ask(browser, "person", self.drawn.choice(self.place.people))

    async def light(self, browser: Browser) -> None:
        """Light a candle and see it."""
        await self.send(browser, "candle", "/en/candles/light/", {})
        await self.ask(browser, "candle seen", "/en/candles/?lit")

    async def leave_message(self, browser: Browser) -> None:
        """Leave a message."""
        words = f"Synthetic words of a load, number {self.drawn.randrange(10**9)}."
        await self.send(browser, "message", "/en/contribute/message/", {"words": words, "language": "en", "mail": ""})

    async def send(self, browser: Browser, kind: str, path: str, fields: dict[str, str]) -> None:
        """Open a form, take the time to write, and send it."""
        begun = time.monotonic()
        status, headers, body = await asyncio.wait_for(browser.ask(path), PATIENCE)
        self.seen.answers.append((f"{kind} form", status, time.monotonic() - begun))
        token = TOKEN.search(unpacked(headers, body))
        if status != 200 or token is None:
            return
        await asyncio.sleep(WRITES)
        await self.ask(browser, kind, path, {"token": token[1], "remarks": "", **fields})


def unpacked(headers: dict[bytes, bytes], body: bytes) -> str:
    """Return a page as it was written."""
    coding = headers.get(b"content-encoding", b"")
    if coding == b"br":
        body = brotli.decompress(body)
    elif coding == b"gzip":
        body = gzip.decompress(body)
    return body.decode("utf-8", "replace")
