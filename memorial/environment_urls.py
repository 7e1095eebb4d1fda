"""The services beside an installation, each named by an address; a wrong one stops the start with a sentence.

An address may hold a password, so no sentence repeats one that could.
"""

import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

CACHE = re.compile(
    r"(?:redis|valkey)(s?)://(?:[^\s@/]*@)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:/\d{1,4})?/?", re.A
)
STORAGE = (
    "Write a bucket with where it is: s3://memorial-files/prefix?region=eu-central-1&endpoint=https://s3.example.org"
)
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.A)
#: What a part of the address of a bucket may say.
REGION, ENDPOINT = re.compile(r"[a-z0-9-]+", re.A), re.compile(r"https?://[\w.:\[\]-]+/?", re.A)
PREFIX = re.compile(r"[\w-]+(/[\w-]+)*", re.A)
#: Which settings said before what the address of a bucket says now.
FORMER = ("S3_BUCKET", "S3_PREFIX", "S3_REGION", "S3_ENDPOINT_URL")
#: A proxy that is sent ``PURGE``, or a web hook.
TARGET = re.compile(r"(purge\+)?(https?://(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:/[^\s,#@]*)?)", re.A)


def shared_cache(name: str) -> dict[str, Any]:
    """Return where things are remembered for a while: in a server that several processes share, or in each process."""
    address = os.environ.get(name, "").strip()
    if not address:
        return {"BACKEND": "memorial.base.own_cache.OwnCache"}
    told = CACHE.fullmatch(address)
    if not told:
        raise ImproperlyConfigured(
            f"{name} is not the address of a cache. Write redis://:password@host:6379/0, or rediss:// for one that "
            "is reached by TLS; valkey:// and valkeys:// are the same."
        )
    if not find_spec("redis"):
        raise ImproperlyConfigured(
            f"{name} is set, and what it needs is not installed: pip install -r requirements-redis.txt"
        )
    location = f"redis{told[1]}://{address.partition('://')[2]}"
    return {"BACKEND": "memorial.base.shared_cache.SharedCache", "LOCATION": location}


def bucket_options(name: str) -> dict[str, str] | None:
    """Return how the bucket of this installation is reached, or nothing where it keeps its files in its folder."""
    refuse_former(name)
    address = os.environ.get(name, "").strip()
    if not address:
        return None
    told = urlsplit(address)
    asked = parse_qs(told.query, keep_blank_values=True)
    region, endpoint = asked.pop("region", [""]), asked.pop("endpoint", [""])
    prefix = told.path.strip("/")
    parts = ((BUCKET, [told.netloc]), (PREFIX, [prefix]), (REGION, region), (ENDPOINT, endpoint))
    right = all(len(said) == 1 and (said == [""] or form.fullmatch(said[0])) for form, said in parts)
    if told.scheme != "s3" or not told.netloc or not right or asked or told.fragment:
        raise ImproperlyConfigured(f"{name} is not the address of a bucket. {STORAGE}")
    if region == endpoint == [""]:
        raise ImproperlyConfigured(f"{name} says nothing of where the bucket is. {STORAGE}")
    if not find_spec("storages") or not find_spec("boto3"):
        raise ImproperlyConfigured(
            f"{name} is set, and what it needs is not installed: pip install -r requirements-s3.txt"
        )
    places = {"region_name": region[0], "endpoint_url": endpoint[0]}
    return {"bucket_name": told.netloc, "location": prefix} | {key: value for key, value in places.items() if value}


def refuse_former(name: str) -> None:
    """Stop the start where the bucket is still named as in earlier versions, and say how to write it now."""
    bucket, prefix, region, endpoint = (os.environ.get(former, "").strip() for former in FORMER)
    still = [former for former in FORMER if os.environ.get(former, "").strip()]
    if still:
        where = urlencode({"region": region, "endpoint": endpoint}, safe=":/") if endpoint else f"region={region}"
        where = where.removeprefix("region=&")
        address = "/".join(filter(None, [f"s3://{bucket or 'bucket'}", prefix]))
        raise ImproperlyConfigured(
            f"{still[0]} is read no longer. Write {name}={address}?{where} and take away: {', '.join(still)}."
        )


def media_storages(name: str, store: Path) -> dict[str, dict[str, Any]]:
    """Return the storages of originals and derivatives: in the folder of this installation, or in a bucket."""
    bucket = bucket_options(name)
    backends = {"originals": ("SealedFiles", "SealedBucket"), "derivatives": ("ReplaceableFiles", "Bucket")}
    if bucket is None:
        return {
            kind: {"BACKEND": f"memorial.media.storage.{files}", "OPTIONS": {"location": store / kind}}
            for kind, (files, _bucket) in backends.items()
        }
    return {
        kind: {
            "BACKEND": f"memorial.media.bucket.{in_bucket}",
            "OPTIONS": bucket | {"location": f"{bucket['location']}/{kind}".lstrip("/")},
        }
        for kind, (_files, in_bucket) in backends.items()
    }


def content_network(name: str) -> list[tuple[str, str]]:
    """Return by which method and at which addresses a content network is told to let go; none where there is none.

    An address that begins with ``purge+`` is sent ``PURGE``, any other is a web hook.
    """
    targets = []
    for address in filter(None, re.split(r"[\s,]+", os.environ.get(name, ""))):
        told = TARGET.fullmatch(address)
        if not told:
            raise ImproperlyConfigured(
                f"{name} holds what is no address. Write that of a web hook, https://hook.example.org/purge, or "
                "purge+http://192.0.2.1:6081/ for a proxy that is sent PURGE; several with commas between them."
            )
        targets.append(("PURGE" if told[1] else "POST", told[2]))
    return targets


def whole_content_network(targets: list[tuple[str, str]], token: str, *, keeps_pages: bool) -> None:
    """Stop the start where only half of what it takes to use a content network was told."""
    if token and not targets:
        raise ImproperlyConfigured("PURGE_TOKEN is set, and PURGE_URL is not. Set both or neither.")
    if not re.fullmatch(r"[!-~]*", token):
        raise ImproperlyConfigured("PURGE_TOKEN holds a sign that no header may have. Write letters and figures.")
    if not token and any(method == "POST" for method, _address in targets):
        raise ImproperlyConfigured(
            "PURGE_URL names a web hook, and PURGE_TOKEN is not set. Set it to the word by which the hook knows you."
        )
    if targets and not keeps_pages:
        raise ImproperlyConfigured("PURGE_URL is set, and KEEP_PAGES is no. What is not kept here is kept nowhere.")
