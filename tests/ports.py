"""Ports of the loopback address for servers of tests: each test asks for its own, as others run at the same time."""

import socket


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def is_taken(port: int) -> bool:
    """Return whether something listens on a port."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
