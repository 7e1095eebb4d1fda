"""One server takes over from another: only when it is ready, and without a moment in between."""

import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import UnixStreamServer

import pytest
from django.core.management import CommandError, call_command


class Saying(BaseHTTPRequestHandler):
    """Says of itself what the test wants."""

    said = b"ready\n"

    def do_GET(self) -> None:  # noqa: N802  # its name is given
        """Answer as a server does."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said if self.path == "/readyz" else b"")

    def log_message(self, *_args: object) -> None:
        """Write nothing."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: that of a socket has room for about a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="memorial-") as name:
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[Path]:
    """The socket of a server that answers."""
    path = folder / "public-b.sock"
    with UnixStreamServer(str(path), Saying) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.05,))
        thread.start()
        yield path
        made.shutdown()
        thread.join()


def test_ready_server_takes_the_place_of_the_one_before(server: Path) -> None:
    pool = server.with_name("public.sock")
    pool.symlink_to("public-a.sock")
    call_command("take_over", str(server))
    assert pool.readlink() == Path("public-b.sock")
    assert sorted(path.name for path in server.parent.iterdir()) == ["public-b.sock", "public.sock"]


def test_server_has_made_its_first_pages_before_visitors_are_led_to_it(
    server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, seen = server.with_name("public.sock"), []
    pool.symlink_to("public-a.sock")

    def see(visit: Saying) -> None:
        seen.append((visit.path, visit.headers["Host"], pool.readlink().name))
        answer(visit)

    answer = Saying.do_GET
    monkeypatch.setattr(Saying, "do_GET", see)
    call_command("take_over", str(server))
    pages = ["/readyz", "/en/", "/en/people/", "/en/search/suggestions/?q=a", "/admin/login/"]
    assert seen == [(page, "localhost:8000", "public-a.sock") for page in pages]


def test_first_server_of_a_pool_takes_over_from_nobody(server: Path) -> None:
    call_command("take_over", str(server))
    assert server.with_name("public.sock").readlink() == Path("public-b.sock")


def test_server_that_is_not_ready_takes_nothing_over(server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Saying, "said", b"migrations\n")
    pool = server.with_name("public.sock")
    pool.symlink_to("public-a.sock")
    with pytest.raises(CommandError, match="is not ready: migrations. The one before it goes on"):
        call_command("take_over", str(server), wait=0.3)
    assert pool.readlink() == Path("public-a.sock")


def test_server_that_is_not_there_takes_nothing_over(folder: Path) -> None:
    with pytest.raises(CommandError, match="is not ready"):
        call_command("take_over", str(folder / "public-b.sock"), wait=0.1)


@pytest.mark.parametrize("name", ["public.sock", "-a.sock"])
def test_socket_that_names_no_pool_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(CommandError, match="names no pool"):
        call_command("take_over", str(folder / name))
