"""Colour profiles that show whether they were applied (ICC.1:2010)."""

import struct

from PIL import ImageCms


def srgb() -> bytes:
    """Return the profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped() -> bytes:
    """Return a profile in which red and green have changed places."""
    return srgb().replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def of_inks_by_name() -> bytes:
    """Return a profile that says it is for four inks and is none."""
    data = srgb()
    return data[:16] + b"CMYK" + data[20:]


def linear_grey() -> bytes:
    """Return a grey profile without any gamma: its middle is brighter than that of sRGB."""
    return profile(b"GRAY", b"XYZ ", {b"wtpt": WHITE, b"kTRC": b"curv" + struct.pack(">IIH", 0, 1, 256)})


def four_inks() -> bytes:
    """Return a profile of four inks that knows no colours: each ink makes the paper darker."""
    table = []
    for corner in range(16):
        inks = [corner >> place & 1 for place in (3, 2, 1, 0)]
        table += [255 * (3 - sum(inks[:3])) // 3 * (1 - inks[3]), 128, 128]
    straight = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 if place % 4 == 0 else 0 for place in range(9)))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + straight * 4 + bytes(table) + straight * 3
    return profile(b"CMYK", b"Lab ", {b"wtpt": WHITE, b"A2B0": lut}, sort=b"prtr")


WHITE = b"XYZ \0\0\0\0" + struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)


def profile(colours: bytes, space: bytes, tags: dict[bytes, bytes], sort: bytes = b"mntr") -> bytes:
    """Return a profile of version 2 with these tags."""
    place, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += name + struct.pack(">II", place + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = bytearray(128)
    head[0:4] = struct.pack(">I", place + len(body))
    head[8:12], head[12:16], head[16:20], head[20:24] = b"\x02\x10\0\0", sort, colours, space
    head[36:40] = b"acsp"
    head[68:80] = WHITE[8:]
    return bytes(head) + struct.pack(">I", len(tags)) + table + body
