"""When we were last at work: one key, from which whoever comes back learns how long nobody was there.

A process that ends knows nothing of what comes after it, so those who are at work say so again and again.
"""

from typing import NamedTuple

from keeping.scripts import BEAT
from keeping.store import Store

NAME = "vara:{pulse}"
LONGEST_PAUSE = 120
"""Seconds without a beat that are no outage yet. Telegram keeps a press of a button for 150."""


class Outage(NamedTuple):
    """From the last beat before it to the first one after it, in seconds since 1970."""

    since: int
    until: int


class Pulse:
    """The pulse of all processes together. Raises StoreAway, and may be called again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def beat(self, at: int) -> Outage | None:
        """We are at work at this time. The last outage that there was, if any."""
        since, until = await self._store.run(BEAT, NAME, at, LONGEST_PAUSE)
        return Outage(int(since), int(until)) if since and until else None
