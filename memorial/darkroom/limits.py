"""Limits: what a visit may use of the machine before it is ended."""

import resource
import warnings
from dataclasses import dataclass


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
