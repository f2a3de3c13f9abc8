"""One document per conversation: one read and one compare-and-set write per turn.

A conversation is one hash in Redis: `document` (sealed), `key` (wrapped), `revision` and `turn`, the token of the
turn that wrote it. By the token a commit recognises its own earlier success, so it may be sent again after any
unknown outcome. Nothing else is ever written on the way of an answer: no counter, no list, no lock.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel
from redis.asyncio import BlockingConnectionPool, Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import (
    AuthenticationError,
    MovedError,
    NoPermissionError,
    NoScriptError,
    RedisClusterException,
    RedisError,
    ResponseError,
)

from keeping.codec import Document, opened_as, sealed
from keeping.embedded import Embedded
from keeping.errors import Conflict, StoreAway, Unreadable, VaraError
from keeping.keys import Keyring
from keeping.metrics import STORE_ERRORS
from keeping.settings import Settings
from keeping.sweeping import REST_OF_EMBEDDED, REST_OF_REDIS, Sweeping

log = logging.getLogger(__name__)

Answer = Any
"""What Redis answers; redis-py gives it no type."""

TROUBLE = (RedisError, RedisClusterException, OSError, TimeoutError)
MOST_CONNECTIONS = 64
FINGERPRINT = "vara:key"
"""Where the store remembers which encryption key it is written with."""


class Script(NamedTuple):
    text: str
    digest: str


def script_of(text: str) -> Script:
    return Script(text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


COMMIT = script_of("""
local held = redis.call('HMGET', KEYS[1], 'revision', 'turn')
local revision, expected = tonumber(held[1] or 0), tonumber(ARGV[1])
if revision == expected + 1 and held[2] == ARGV[2] then return revision end
if revision ~= expected then return 0 end
redis.call('HSET', KEYS[1], 'revision', expected + 1, 'turn', ARGV[2], 'document', ARGV[3], 'key', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return expected + 1
""")

# The key goes first: without it the document is unreadable, whatever happens to the rest.
ERASE = script_of("""
redis.call('HDEL', KEYS[1], 'key')
return redis.call('UNLINK', KEYS[1])
""")


M = TypeVar("M", bound=BaseModel)


class Held(NamedTuple, Generic[M]):
    """What is kept at an address; `revision` counts its commits, from 1."""

    document: M
    revision: int


Kept = Held[Document]
"""What is kept of a conversation."""


class Store:
    """Keeps conversations by address. Every method may be called again after StoreAway."""

    def __init__(self, url: str, keyring: Keyring, embedded: Embedded | None = None) -> None:
        self._url = url
        self.keyring = keyring
        self._embedded = embedded
        self._reviving = asyncio.Lock()
        self._same_key = False
        self._sweeping = Sweeping(self._rewritten, REST_OF_EMBEDDED if embedded else REST_OF_REDIS)
        self._client: Redis | RedisCluster = _client(url)

    async def load(self, address: str) -> Kept | None:
        """None if nothing is kept. Raises StoreAway, Unreadable."""
        return await self.read(address, Document)

    async def read(self, address: str, kind: type[M]) -> Held[M] | None:
        """As `load`, for a document of another kind."""
        name = self.keyring.store_name(address)
        held = await self._ask("HMGET", name, "document", "key", "revision")
        data, wrapped, revision = held
        if data is None or wrapped is None or revision is None:
            return None
        return Held(opened_as(data, self.keyring.unwrap(wrapped), name, kind), int(revision))

    async def commit(
        self, address: str, document: BaseModel, expected_revision: int, turn: str, seconds_to_live: int
    ) -> int:
        """Keeps the document if nobody else has since `expected_revision` (0: nothing kept yet).

        `turn` is a token of this turn alone: the same commit given again succeeds again and changes nothing.
        Returns the new revision. Raises Conflict, StoreAway.
        """
        name = self.keyring.store_name(address)
        key, wrapped = self.keyring.fresh_key()
        data = sealed(document, key, name)
        revision = int(await self._run(COMMIT, name, expected_revision, turn, data, wrapped, seconds_to_live))
        if not revision:
            raise Conflict(f"revision {expected_revision} is no longer the last")
        return revision

    async def erase(self, address: str) -> bool:
        """Forgets the conversation for good; whether there was one. Raises StoreAway."""
        name = self.keyring.store_name(address)
        there = bool(await self._ask("EXISTS", name))
        await self._run(ERASE, name)
        if there:
            await self.sweep()
        return there

    async def sweep(self) -> None:
        """Has the store write its file anew, soon: until then it still holds what was replaced or erased."""
        self._sweeping.wish()

    async def documents(self) -> AsyncIterator[bytes]:
        """The names of everything that is kept: for errands of the operator, never on the way of a turn.

        Raises StoreAway.
        """
        try:
            async for name in self._client.scan_iter(match="vara:{*", count=1000, _type="HASH"):
                yield name
        except TROUBLE as problem:
            raise StoreAway(f"the store did not answer ({type(problem).__name__})") from problem

    async def ask(self, *command: bytes | str | int) -> Answer:
        """A command that may be sent twice, for what is kept beside conversations. Raises StoreAway, Unreadable."""
        return await self._ask(*command)

    async def ready(self) -> bool:
        """Whether the store answers now."""
        try:
            await self.greet()
        except (StoreAway, Unreadable):
            return False
        return True

    async def greet(self) -> None:
        """Makes sure that the store answers and is ours. Raises StoreAway, Unreadable."""
        await self._ask("PING")

    async def close(self) -> None:
        await self._sweeping.close()
        await self._client.aclose()
        if self._embedded:
            await self._embedded.stop()

    async def _rewritten(self) -> bool:
        """Whether the store has been asked to write its file anew. One that may not be asked is left as it is."""
        if self._embedded:
            return await self._embedded.sweep()
        try:
            await self._client.execute_command("BGREWRITEAOF")
        except ResponseError as refusal:
            busy = "in progress" in str(refusal)
            if not busy:
                log.info("Redis does not let us rewrite its append-only file (%s)", type(refusal).__name__)
            return not busy
        except TROUBLE:
            return False
        return True

    async def _run(self, script: Script, name: str, *arguments: bytes | str | int) -> Answer:
        try:
            return await self._ask("EVALSHA", script.digest, 1, name, *arguments)
        except NoScriptError:
            return await self._ask("EVAL", script.text, 1, name, *arguments)

    async def _ask(self, *command: bytes | str | int) -> Answer:
        """The answer to a command that may be sent twice. Raises StoreAway, and NoScriptError for `_run`."""
        if not self._same_key:
            await self._guarded(self._check_key)
        return await self._guarded(lambda: self._client.execute_command(*command))

    async def _guarded(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        try:
            try:
                return await call()
            except MovedError:
                await self._join_cluster()
            except TROUBLE as problem:
                if self._embedded is None or isinstance(problem, NoScriptError):
                    raise
                await self._revive(self._embedded)
            return await call()
        except NoScriptError:
            raise
        except TROUBLE as problem:
            STORE_ERRORS.inc()
            raise StoreAway(f"the store did not answer ({type(problem).__name__})") from problem

    async def _check_key(self) -> None:
        """Another key would find nothing under its names and begin anew, so it is refused instead."""
        ours = self.keyring.fingerprint.encode()
        await self._client.execute_command("SET", FINGERPRINT, ours, "NX")
        if await self._client.execute_command("GET", FINGERPRINT) != ours:
            raise Unreadable("the store was written with another encryption key")
        self._same_key = True

    async def _revive(self, embedded: Embedded) -> None:
        async with self._reviving:
            try:
                await embedded.ensure()
            except VaraError as problem:
                STORE_ERRORS.inc()
                raise StoreAway(problem.sentence) from None

    async def _join_cluster(self) -> None:
        """One node of a cluster answered that another holds the key: from now on ask the right one."""
        async with self._reviving:
            if isinstance(self._client, Redis):
                single, self._client = self._client, _cluster(self._url)
                await single.aclose()


async def open_store(settings: Settings, keyring: Keyring) -> Store:
    """The store of `VARA_REDIS_URL`, else the embedded one. A store that is away now is only logged: it heals.

    Raises VaraError for what an operator must change: address, password, rights, encryption key, data folder.
    """
    if settings.redis_url is None:
        embedded = Embedded(settings.data_dir)
        await embedded.ensure()
        store = _made(f"unix://{embedded.socket}", keyring, embedded)
    else:
        store = _made(settings.redis_url.get_secret_value(), keyring)
    try:
        await store.greet()
    except Unreadable:
        await store.close()
        raise VaraError(
            "The store was written with another encryption key; give that one in VARA_ENCRYPTION_KEY."
        ) from None
    except StoreAway as away:
        if isinstance(away.__cause__, REFUSALS):
            await store.close()
            raise VaraError("Redis refuses us; check the name, password and database in VARA_REDIS_URL.") from None
        log.warning("%s; going on without it until it is back", away)
    return store


REFUSALS = (AuthenticationError, NoPermissionError)


def _made(url: str, keyring: Keyring, embedded: Embedded | None = None) -> Store:
    try:
        return Store(url, keyring, embedded)
    except (ValueError, TypeError):
        raise VaraError("VARA_REDIS_URL is no address of a Redis, such as redis://:password@host:6379/0.") from None


def _patience() -> dict[str, Any]:
    return {
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "retry": Retry(ExponentialWithJitterBackoff(base=0.02, cap=0.2), 2),
        "health_check_interval": 15,
        "max_connections": MOST_CONNECTIONS,
        "protocol": 2,
    }


def _client(url: str) -> Redis:
    return Redis.from_pool(BlockingConnectionPool.from_url(url, timeout=2, **_patience()))


def _cluster(url: str) -> RedisCluster:
    return RedisCluster.from_url(url, **_patience())
