"""Limits: what a visit may use of the machine before it is ended."""

import resource
import warnings
from dataclasses import dataclass

#: Warnings of what stands beside a picture, which may be broken while the picture is whole, as their message and
#: Pillow's module: notes of a camera are read as TIFF is, and a telephone may announce a second view and leave it out.
BESIDE = [("", r"PIL\.TiffImagePlugin"), ("Image appears to be a malformed MPO file", r"PIL\.JpegImagePlugin")]


@dataclass(frozen=True)
class Limits:
    """Memory and the largest written file in bytes, computing time in seconds, pixels of the largest picture."""

    memory: int
    seconds: int
    output: int
    pixels: int


def take_on(limits: Limits) -> None:
    """Bind this process to its limits; nothing can widen them again."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # What Pillow only warns of (a picture that is too large, a file that ends early) ends the visit.
    warnings.simplefilter("error")
    for message, module in BESIDE:
        warnings.filterwarnings("ignore", message=message, module=module)
