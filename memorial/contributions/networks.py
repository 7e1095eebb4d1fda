"""Networks: from where a request comes, as a name that says nothing to anybody, and is another one tomorrow.

No address is kept: what reaches the cache is a keyed hash of the network, and the key is forgotten with the day. All
servers that share a cache share the key of the day. Half of it is in the cache and half is the secret of the
installation, so that neither a copy of the one nor of the other turns a hash back into an address.

An IPv4 network is the single address. Behind one there may be a village; behind its neighbours in a /24 there are 255
others, who have nothing to do with it, and whoever has ten thousand addresses has them in as many places anyway. An
IPv6 network is a /56, which is what one subscriber is given: single addresses, and even a /64, cost nothing there.
"""

import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: How much of an IPv6 address names the network.
IPV6_NETWORK = 56
SALT = "memorial.contributions.networks"
#: In seconds: the salt of a day outlives the day by as long as its buckets may.
TWO_DAYS = 2 * 24 * 3600


def network_name(request: HttpRequest) -> str:
    """Return the name that the network of a request has today; it cannot be turned back into an address."""
    return name_today(network_of(request))


def name_today(address: str) -> str:
    """Return the name that an address has today: another one tomorrow, and nothing can be read from it."""
    return hmac.new(salt_of_today(), address.encode(), hashlib.sha256).hexdigest()[:32]


def salt_of_today() -> bytes:
    """Return the secret of this day: what was made with its first request and is kept in the cache alone, and ours."""
    key = f"memorial:salt:{timezone.now():%Y-%m-%d}"
    made: str | None = cache.get(key)
    if made is None:
        cache.add(key, secrets.token_hex(32), TWO_DAYS)
        made = cache.get(key)
    # A cache that keeps nothing limits nobody, and still no name of a network may be guessed from it.
    return salted_hmac(SALT, made or secrets.token_hex(32), algorithm="sha256").digest()


def network_of(request: HttpRequest) -> str:
    """Return the network of a request: of the address that our own outermost proxy has seen, or of the connection."""
    address = forwarded_for(request) or address_in(str(request.META.get("REMOTE_ADDR", "")))
    if address is None:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((int(address), IPV6_NETWORK), strict=False))


def forwarded_for(request: HttpRequest) -> Address | None:
    """Return what our outermost proxy wrote of the sender; nothing where there is no proxy, or nothing that it wrote.

    Each proxy adds, at the right, the address that it was called from. What stands further left was sent by the client,
    who may write there what they like.
    """
    if not settings.PROXIES:
        return None
    named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    return address_in(named[-settings.PROXIES]) if len(named) >= settings.PROXIES else None


def address_in(text: str) -> Address | None:
    """Return the address in one item of a header, with or without a port, brackets or a zone; nothing for another."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
