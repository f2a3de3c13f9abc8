"""Fairness: how much one conversation, or one address, may ask for in a while."""

import time
from collections import OrderedDict
from collections.abc import Callable
from itertools import islice

MOST_NAMES = 20_000
"""Buckets kept in memory at most; the one not used for longest goes first."""


class Buckets:
    """A token bucket per name: `burst` at once, `per_second` in the long run. Of names at rest nothing is kept."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Takes one token out of the bucket of `name`, if there is one."""
        now = self._clock()
        self._forget_full_ones(now)
        level, since = self._levels.pop(name, (float(self._burst), now))
        level = min(float(self._burst), level + (now - since) * self._per_second)
        allowed = level >= 1
        self._levels[name] = (level - 1 if allowed else level, now)
        if len(self._levels) > MOST_NAMES:
            self._levels.popitem(last=False)
        return allowed

    def _forget_full_ones(self, now: float) -> None:
        """Those not used for longest: a full bucket is as good as none. Two may go for each that may come."""
        for name, (level, since) in list(islice(self._levels.items(), 2)):
            if level + (now - since) * self._per_second >= self._burst:
                del self._levels[name]

    def __len__(self) -> int:
        """The names that are not at rest, as far as we noticed."""
        return len(self._levels)
