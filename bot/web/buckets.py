"""Fairness: how much one conversation, or one address, may ask for in a while."""

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_NAMES = 20_000
"""Buckets kept in memory; the one not used for longest goes first."""


class Buckets:
    """A token bucket per name: `burst` at once, `per_second` in the long run."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Takes one token out of the bucket of `name`, if there is one."""
        now = self._clock()
        level, since = self._levels.pop(name, (float(self._burst), now))
        level = min(float(self._burst), level + (now - since) * self._per_second)
        allowed = level >= 1
        self._levels[name] = (level - 1 if allowed else level, now)
        if len(self._levels) > MOST_NAMES:
            self._levels.popitem(last=False)
        return allowed
