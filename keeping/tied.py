"""A process that ends with the one that started it, however that ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def ending_with(starter: int) -> Callable[[], None] | None:
    """On Linux: what the new process does first, to be told SIGTERM when its starter has ended; elsewhere nothing."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != starter:  # it ended before the tie was made
            os._exit(1)

    return tie
