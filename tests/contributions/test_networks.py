"""The network of a request is the one that our own proxies have seen; what a client writes never moves it."""

import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from memorial.contributions.buckets import ACTS
from memorial.contributions.networks import address_in, network_name, network_of


def request_from(address: str, forwarded: str | None = None) -> Any:
    """Return a request as the server makes it."""
    headers: dict[str, Any] = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().post("/", REMOTE_ADDR=address, **headers)


@pytest.mark.parametrize("forwarded", [None, "203.0.113.9", "203.0.113.9, 198.51.100.7", "", ",,,", "x" * 5000])
def test_without_a_proxy_what_a_client_says_counts_for_nothing(settings: Any, forwarded: str | None) -> None:
    settings.PROXIES = 0
    assert network_of(request_from("192.0.2.1", forwarded)) == "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9,203.0.113.8,198.51.100.7", "198.51.100.7"),
        (2, "198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, '"[2001:db8::7]:4711"', "2001:db8::/56"),
        (1, "[2001:db8::7]", "2001:db8::/56"),
        (1, "2001:db8::7", "2001:db8::/56"),
        (1, "fe80::1%eth0", "fe80::/56"),
        (1, "[fe80::1%25eth0]:80", "fe80::/56"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "[::ffff:198.51.100.7]:80", "198.51.100.7"),
    ],
)
def test_behind_proxies_the_outermost_of_ours_is_believed(
    settings: Any, proxies: int, forwarded: str, network: str
) -> None:
    settings.PROXIES = proxies
    assert network_of(request_from("192.0.2.1", forwarded)) == network


@pytest.mark.parametrize("proxies", [1, 2])
@pytest.mark.parametrize(
    "forwarded",
    [
        None,
        "",
        " ",
        ",",
        "unknown",
        "_hidden",
        "198.51.100.300",
        "198.51.100.07",
        "[::1::]",
        "1:2",
        "٣.٣.٣.٣",
        "-1",
        "0x7f.1",
    ],
)
def test_header_that_says_nothing_falls_back_to_the_connection(
    settings: Any, proxies: int, forwarded: str | None
) -> None:
    settings.PROXIES = proxies
    assert network_of(request_from("192.0.2.1", forwarded)) == "192.0.2.1"


def test_fewer_addresses_than_proxies_fall_back_to_the_connection(settings: Any) -> None:
    settings.PROXIES = 2
    assert network_of(request_from("10.0.0.2", "198.51.100.7")) == "10.0.0.2"


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_client_cannot_leave_its_bucket_by_a_header_of_its_own(settings: Any, proxies: int) -> None:
    settings.PROXIES = proxies
    added = {0: "", 1: "198.51.100.7", 2: "198.51.100.7, 10.0.0.2"}[proxies]
    own = ["", "203.0.113.1", "203.0.113.2, 203.0.113.3", "junk", "[::1]:80", "1.1.1.1," * 200]
    said = [", ".join(part for part in (one, added) if part) for one in own]
    assert len({network_name(request_from("10.0.0.3", one)) for one in said}) == 1


def test_ipv6_of_one_subscriber_is_one_network_and_ipv4_a_single_address() -> None:
    home = {network_of(request_from(f"2001:db8:1:{block:x}::{host}")) for block in (0, 7, 0xFF) for host in (1, 2)}
    assert home == {"2001:db8:1::/56"}
    assert network_of(request_from("2001:db8:1:100::1")) == "2001:db8:1:100::/56"
    assert network_of(request_from("192.0.2.1")) != network_of(request_from("192.0.2.2"))


@pytest.mark.parametrize("address", ["", "unix:", "nowhere"])
def test_connection_without_an_address_has_a_network_too(address: str) -> None:
    assert network_of(request_from(address)) == "unknown"


def test_address_with_a_zone_or_port_is_read_as_the_address() -> None:
    assert str(address_in(" 198.51.100.7 ")) == "198.51.100.7"
    assert address_in("2001:db8::7:zz") is None


def test_name_of_a_network_is_another_one_the_next_day_and_after_the_salt_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evening, morning = datetime(2026, 2, 26, 23, 59, 59, tzinfo=UTC), datetime(2026, 2, 27, 0, 0, 1, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    today = network_name(request_from("192.0.2.1"))
    assert network_name(request_from("192.0.2.1")) == today
    assert network_name(request_from("192.0.2.2")) != today
    monkeypatch.setattr(timezone, "now", lambda: morning)
    assert network_name(request_from("192.0.2.1")) != today
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert network_name(request_from("192.0.2.1")) != today


def test_address_stands_neither_in_the_cache_nor_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for _time in range(40):
        ACTS["send"].take(network_name(request_from("192.0.2.77")))
    kept = repr({**cache._cache}) + repr({**cache._expire_info})  # type: ignore[attr-defined]  # the cache in memory
    assert "192.0.2.77" not in kept
    assert "192.0.2.77" not in caplog.text
