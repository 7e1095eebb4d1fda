"""A memorial as the files in docs/deploy set it up, with the places of a test in them, as a person does it.

systemd itself is not here: what a unit tells it to do is read from the unit and done in the same order.
"""

import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "docs" / "deploy"
NAME = "memorial.example.org"
TOKEN = "synthetic-token-0123456789-0123456789"


class Installation:
    """A production installation in a folder of its own, with its database and its web server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.http, self.https, self.operator = free_port(), free_port(), free_port()
        for name in ("run", "log", "tls", "store"):
            (folder / name).mkdir(mode=0o755)
        self.values = {
            "/opt/memorial/.venv": sys.prefix,
            "/opt/memorial": str(ROOT),
            "/srv/memorial": str(folder / "store"),
            "/run/memorial": str(folder / "run"),
            "/run/nginx.pid": str(folder / "nginx.pid"),
            "/var/log/nginx": str(folder / "log"),
            f"/etc/letsencrypt/live/{NAME}": str(folder / "tls"),
            "user www-data;": "user root;" if os.getuid() == 0 else "",
            "127.0.0.1:9180": f"127.0.0.1:{self.operator}",
        }
        self.environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "synthetic-secret-" * 4,
            "ALLOWED_HOSTS": NAME,
            "STORE_DIR": str(folder / "store"),
            "CONTACT_KEYS": Fernet.generate_key().decode(),
            "BEHIND_PROXY": "yes",
            "PROXIES": "1",
            "LOG_REQUESTS": "yes",
            "METRICS_TOKEN": TOKEN,
        }
        self.nginx: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Do what the documentation says is done once."""
        for command in ("migrate --verbosity 0", "load_record khojaly", "prepare"):
            self.run([sys.executable, "manage.py", *command.split()])
        self.run([sys.executable, "manage.py", "collectstatic", "--noinput"], umask=0o022)

    def run(self, command: list[str], umask: int = 0o077) -> str:
        """Run a command of this installation to its end, and return what it printed."""
        done = subprocess.run(  # noqa: S603  # our own words
            command,
            cwd=ROOT,
            env=self.environment,
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def replaced(self, text: str) -> str:
        """Return a file of docs/deploy with the values of this installation in it."""
        for written, own in self.values.items():
            text = text.replace(written, own)
        return text

    def start_nginx(self) -> None:
        """Start the web server with the file of the documentation."""
        text = self.replaced((FILES / "nginx.conf").read_text())
        text = re.sub(r"listen \[::\]:[^;]+;", "", text)
        text = re.sub(r"listen (80|443)\b", lambda hit: f"listen 127.0.0.1:{self.port_of(hit[1])}", text)
        # Where what comes is kept meanwhile: a folder that this user may write to.
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in kinds)
        config = self.folder / "nginx.conf"
        config.write_text(text.replace("http {\n", f"http {{\n{temporary}", 1))
        make_certificate(self.folder / "tls")
        command = [str(nginx_program()), "-c", str(config), "-e", str(self.folder / "log" / "start.log")]
        subprocess.run([*command, "-t"], check=True, capture_output=True)  # noqa: S603  # our own words
        self.nginx = subprocess.Popen([*command, "-g", "daemon off;"])  # noqa: S603  # our own words
        wait_for(lambda: socket.create_connection(("127.0.0.1", self.https), timeout=1).close())

    def port_of(self, usual: str) -> int:
        return {"80": self.http, "443": self.https}[usual]

    def stop(self) -> None:
        """Stop the web server."""
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait(20)

    def connect(self, source: str = "127.0.0.1", timeout: float = 30) -> HTTPSConnection:
        """Return a connection as a browser at some address makes it."""
        context = ssl.create_default_context(cafile=str(self.folder / "tls" / "fullchain.pem"))
        connection = Visiting(NAME, self.https, context=context, timeout=timeout)
        connection.source = source
        return connection

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **more: Any) -> tuple[int, Any, bytes]:
        """Ask for an address once; return the status, the headers and the body."""
        headers = {"Host": NAME} | more.pop("headers", {})
        with closing(self.connect(**more)) as connection:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def ask_as_operator(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Ask what only those who run the memorial may ask."""
        with closing(HTTPConnection("127.0.0.1", self.operator, timeout=10)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()


class Visiting(HTTPSConnection):
    """A connection to this machine under the name of the memorial, from an address of this machine."""

    source = "127.0.0.1"

    def connect(self) -> None:
        """Connect, and check the certificate as a browser does."""
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout, (self.source, 0))
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


class Unit:
    """One instance of the unit of a server, started and stopped as the service manager does."""

    def __init__(self, installation: Installation, instance: str, extra: str = "") -> None:
        self.installation, self.instance, self.extra = installation, instance, extra
        text = installation.replaced((FILES / "memorial@.service").read_text()).replace("%i", instance)
        self.lines = [line.partition("=")[::2] for line in text.splitlines() if re.match(r"[A-Z]\w+=", line)]
        self.own = dict(value.split("=", 1) for value in self.told("Environment"))
        self.process: subprocess.Popen[bytes] | None = None
        self.log = installation.folder / "log" / f"{instance}.log"

    def told(self, name: str) -> list[str]:
        return [value for key, value in self.lines if key == name]

    def start(self) -> None:
        """Start the server, and wait until it has taken over."""
        for command in self.told("ExecStartPre"):
            self.installation.run(shlex.split(command))
        (command,) = self.told("ExecStart")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own words
                [*shlex.split(command), *self.extra.split()],
                cwd=ROOT,
                env=self.installation.environment | self.own,
                stdout=log,
                stderr=log,
                umask=int(self.told("UMask")[0], 8),
            )
        for command in self.told("ExecStartPost"):
            self.installation.run(shlex.split(command))

    def stop(self) -> int:
        """Stop the server, and return how it ended."""
        for command in self.told("ExecStop"):
            self.installation.run(shlex.split(command))
        return self.end()

    def end(self) -> int:
        """Tell the server to end, as at the end of a stop."""
        assert self.process
        self.process.terminate()
        return self.process.wait(90)

    def kill(self) -> None:
        """Leave nothing running, whatever the test has come to."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def nginx_program() -> str | None:
    """Return where nginx is, also where the path of this user does not lead."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def make_certificate(folder: Path) -> None:
    """Make a certificate for the name of the memorial that nobody but a test believes."""
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj"
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    name = [f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*command.split(), *name, *files], check=True, capture_output=True)  # noqa: S603  # our own words


def wait_for(trial: Any, seconds: float = 30) -> None:
    """Wait until something no longer fails with an error of the network."""
    until = time.monotonic() + seconds
    while True:
        try:
            trial()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
