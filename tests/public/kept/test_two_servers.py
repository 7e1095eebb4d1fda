"""Two servers of one installation, and acts at random moments between their readers: nothing outlives a withdrawal."""

import socket

import pytest

from tests.benchmarks.withdrawals import measured, server
from tests.operations.deployed import nginx_program


def test_server_is_not_started_beside_another_on_its_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(RuntimeError, match=f"Port {port} is in use"), server(port, {}):
            pass


@pytest.mark.slow
def test_no_page_outlives_a_withdrawal_on_either_server() -> None:
    seen = measured(15)
    assert seen["acts"] == 30
    assert seen["asked"] > 50
    assert seen["stale"] == 0


@pytest.mark.slow
def test_no_page_outlives_a_withdrawal_in_a_content_network() -> None:
    seen = measured(20, "network")
    assert seen["acts"] == 40
    assert all(number >= 40 for number in seen["purges"])
    assert seen["given"] > 100
    assert seen["stale"] == 0


@pytest.mark.slow
def test_no_page_outlives_a_withdrawal_on_the_shelf() -> None:
    if nginx_program() is None:
        pytest.skip("nginx is not installed")
    seen = measured(30, "shelf")
    assert seen["acts"] == 60
    assert seen["given"] > 100
    assert seen["stale"] == 0
