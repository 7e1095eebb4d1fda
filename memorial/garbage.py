"""Garbage: how seldom a process that answers visitors stops to look through its memory."""

import gc

#: After how many new objects the young ones are looked through, and after how many such looks the older ones. What is
#: known of names stays in memory for good: to look through all of it takes a fifth of a second, in which nobody is
#: answered.
SELDOM = (5_000, 10, 800)


def collect_seldom() -> None:
    """Leave what is loaded by now out of all looks, and look through the rest seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    # A process that parted from one that had loaded (`server`) looked for none until now.
    gc.enable()
