"""Named places at which a test may end the process, as a power cut would. Outside of tests none is named."""

import os
import signal

VARIABLE = "TEST_ENDS_AT"
PLACES = ("before-work", "before-commit", "after-commit", "after-work", "before-acknowledge")
"""In the order in which a message comes by."""


class _Left:
    """Where to end, and how often to come by before: `after-commit:3` ends at the third."""

    def __init__(self, named: str) -> None:
        self.place, _, times = named.partition(":")
        self.times = int(times or 1)


_LEFT = _Left(os.environ.get(VARIABLE, ""))


def passing(place: str) -> None:
    """We come by here."""
    if place == _LEFT.place:
        _LEFT.times -= 1
        if _LEFT.times == 0:
            os.kill(os.getpid(), signal.SIGKILL)
