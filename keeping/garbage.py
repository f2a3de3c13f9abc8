"""When Python looks for garbage: never through what was read at the start, and seldom through what a turn has made."""

import gc

OBJECTS = 10_000
"""So many new ones until the next look. At Python's own 700 the looking took a twentieth of a turn with 32 people."""


def settle() -> None:
    """Whatever is there now stays for good: looking through it would keep all that wait for 60 ms."""
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)
