"""nginx on the loopback address, as the benchmarks need it: static files alone, or in front of a memorial's server."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILES = Path(__file__).resolve().parents[2] / "docs" / "deploy"
SETTINGS = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2; pcre_jit on; {user}
events {{ worker_connections 256; }}
http {{ include /etc/nginx/mime.types; access_log off; gzip_static on; client_body_temp_path {folder};
proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
{more} }}
"""
STATIC = "server {{ listen 127.0.0.1:{port}; root {root}; location / {{ }} }}"
SHELF = """include {files}/shelf-maps.conf;
server {{ listen 127.0.0.1:{port};
location / {{ root {root}; include {files}/shelf-location.conf; }}
location @memorial {{ proxy_pass http://127.0.0.1:{behind}; proxy_set_header Host $http_host; }} }}
"""


def static_files(port: int, root: Path) -> str:
    """Return the lines of nginx for a folder of files."""
    return STATIC.format(port=port, root=root)


def shelf(port: int, root: Path, behind: int) -> str:
    """Return the lines of nginx for a shelf, as docs/deploy has them, and a server behind it."""
    return SHELF.format(port=port, root=root, behind=behind, files=FILES)


@contextmanager
def nginx(folder: Path, *servers: str) -> Iterator[None]:
    """Have nginx run with these lines for as long as it is needed."""
    # It gives its work to another account, who may not read the folder of a memorial.
    user = "user root;" if os.getuid() == 0 else ""
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, user=user, more="\n".join(servers)))
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin") or "nginx"
    process = subprocess.Popen([program, "-c", str(settings), "-p", str(folder)])  # noqa: S603  # ours
    try:
        yield
    finally:
        process.terminate()
        process.wait()
