"""Calls to the store, with all that can be done about trouble while they are made.

The embedded server is started again, a cluster is joined, so many calls are made at a time. What remains is StoreAway.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import TypeVar

from redis.exceptions import MovedError, NoScriptError, RedisClusterException, RedisError, ResponseError

from keeping.connecting import MOST_CONNECTIONS, Answer, Clustered, Link, Single, Word, link_to
from keeping.embedded import Embedded
from keeping.errors import StoreAway, VaraError
from keeping.metrics import STORE_ERRORS
from keeping.sweeping import REST_OF_EMBEDDED, REST_OF_REDIS, Sweeping

log = logging.getLogger(__name__)

T = TypeVar("T")

TROUBLE = (RedisError, RedisClusterException, OSError, TimeoutError)
WAITING_SECONDS = 2.0
"""So long a call waits for its place."""


class Reach:
    """The store within reach. Every method raises StoreAway, and may be called again."""

    def __init__(self, url: str, embedded: Embedded | None) -> None:
        self._url = url
        self._embedded = embedded
        self._mending = asyncio.Lock()
        self._places = asyncio.Semaphore(MOST_CONNECTIONS)
        self._link: Link = link_to(url)
        self._sweeping = Sweeping(self._rewritten, REST_OF_EMBEDDED if embedded else REST_OF_REDIS)

    async def ask(self, *command: Word) -> Answer:
        """The answer to a command that may be sent twice."""
        return await self._guarded(lambda: self._link.ask(*command))

    async def kept(self, name: str, *command: Word) -> Answer:
        """As `ask`, for a write on `name`, once it outlives its machine. Raises NoScriptError, too."""
        return await self._guarded(lambda: self._link.kept(name, *command))

    async def of_each(self, *command: Word) -> Mapping[str, Answer]:
        """The answers of all servers that take writes, by their address."""
        return await self._guarded(lambda: self._link.of_each(*command))

    async def hashes(self, pattern: str) -> AsyncIterator[bytes]:
        """The names of all hashes that fit a pattern."""
        try:
            async for name in self._link.hashes(pattern):
                yield name
        except TROUBLE as problem:
            raise _away(problem) from problem

    async def look(self) -> None:
        """Learns anew which servers there are."""
        await self._guarded(self._link.look)

    async def sweep(self) -> None:
        """Has the store write its file anew, soon: until then it still holds what was replaced or erased."""
        self._sweeping.wish()

    async def close(self) -> None:
        await self._sweeping.close()
        await self._link.close()
        if self._embedded:
            await self._embedded.stop()

    async def _rewritten(self) -> bool:
        """Whether all servers have been asked to write their files anew. One that refuses is left as it is."""
        if self._embedded:
            return await self._embedded.sweep()
        try:
            await self._link.of_each("BGREWRITEAOF")
        except ResponseError as refusal:
            busy = "in progress" in str(refusal)
            if not busy:
                log.info("Redis does not let us rewrite its append-only file (%s)", type(refusal).__name__)
            return not busy
        except TROUBLE:
            return False
        return True

    async def _guarded(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            try:
                return await self._in_place(call)
            except MovedError:
                await self._join_cluster()
            except TROUBLE as problem:
                if self._embedded is None or isinstance(problem, NoScriptError):
                    raise
                await self._revive(self._embedded)
            return await self._in_place(call)
        except NoScriptError:
            raise
        except TROUBLE as problem:
            raise _away(problem) from problem

    async def _in_place(self, call: Callable[[], Awaitable[T]]) -> T:
        """So many calls at a time: more connections make nothing faster."""
        if self._places.locked():
            async with asyncio.timeout(WAITING_SECONDS):
                await self._places.acquire()
        else:
            await self._places.acquire()
        try:
            return await call()
        finally:
            self._places.release()

    async def _revive(self, embedded: Embedded) -> None:
        async with self._mending:
            try:
                await embedded.ensure()
            except VaraError as problem:
                STORE_ERRORS.inc()
                raise StoreAway(problem.sentence) from None

    async def _join_cluster(self) -> None:
        """One node of a cluster answered that another holds the key: from now on ask the right one."""
        async with self._mending:
            if isinstance(self._link, Single):
                single, self._link = self._link, Clustered(self._url)
                await single.close()


def _away(problem: Exception) -> StoreAway:
    STORE_ERRORS.inc()
    return StoreAway(f"the store did not answer ({type(problem).__name__})")
