"""Whether the store is set up so that what it has taken survives a power cut, and nothing is dropped to make room.

Looked at when we start and every minute, for an operator can change it at any time.
"""

import asyncio
import logging

from redis.exceptions import NoPermissionError, ResponseError

from keeping.errors import StoreAway, Unreadable
from keeping.store import Store

EVERY = 60.0
AGAIN = 5.0
"""Seconds until the next look when the store did not answer."""
WANTED = {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}
ACCEPT = "accept-risk"
HOW_TO_ACCEPT = f"or accept that answers can be lost with VARA_REDIS_DURABILITY={ACCEPT}"

log = logging.getLogger(__name__)


class Durability:
    """What we know of the store's settings. With `accepted` it is good enough in any case."""

    def __init__(self, store: Store, *, accepted: bool) -> None:
        self._store = store
        self._accepted = accepted
        self._wrong: tuple[str, ...] = ()
        self._cannot_ask = False

    @property
    def good(self) -> bool:
        """Whether answers may be taken in, as far as the last look could tell."""
        return self._accepted or not self._wrong

    async def run(self) -> None:
        """Looks every minute, until cancelled."""
        seen = True
        while True:
            await asyncio.sleep(EVERY if seen else AGAIN)
            seen = await self.look()

    async def look(self) -> bool:
        """Whether there was something to see: a store that does not answer is told elsewhere."""
        try:
            await self._store.look()
            wrong = () if self._cannot_ask else await self._differences()
        except (StoreAway, Unreadable) as trouble:
            if not _is_forbidden(trouble.__cause__):
                return False
            self._cannot_ask, wrong = True, ()
            log.warning("this Redis does not tell its settings; see to %s yourself", _as_options(WANTED))
        if wrong != self._wrong and wrong:
            tell = log.warning if self._accepted else log.error
            tell("Redis can lose answers: %s. Set %s, %s", "; ".join(wrong), _as_options(WANTED), HOW_TO_ACCEPT)
        elif self._wrong and not wrong:
            log.info("Redis is set up well now")
        self._wrong = wrong
        return True

    async def _differences(self) -> tuple[str, ...]:
        found = []
        for name, wanted in WANTED.items():
            for server, answer in (await self._store.of_each("CONFIG", "GET", name)).items():
                value = answer[1].decode() if len(answer) > 1 else "unknown"
                if value != wanted:
                    found.append(f"{name} is {value}" + f" on {server}" * bool(server))
        return tuple(found)


def _is_forbidden(problem: BaseException | None) -> bool:
    """Whether a server refused to tell its settings at all."""
    unknown = isinstance(problem, ResponseError) and "unknown command" in str(problem).lower()
    return unknown or isinstance(problem, NoPermissionError)


def _as_options(settings: dict[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())
