"""The way to the store: one Redis, a Redis Cluster, or a group that Sentinel watches, by redis-py's own clients.

What must outlive its machine goes by `kept`: where a server has replicas, it counts once one of them has it, too.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol
from urllib.parse import urlsplit

from redis.asyncio import BlockingConnectionPool, RedisCluster, Sentinel
from redis.asyncio.cluster import ClusterNode, PipelineCommand
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import AskError, ConnectionError, MovedError, TimeoutError  # noqa: A004

from keeping.copies import COPIES, FOLLOWED, WAIT, NotCopied, given, is_followed
from keeping.hosts import CLUSTER, SENTINEL, place_of
from keeping.pipe import Piped

Answer = Any
"""What Redis answers; redis-py gives it no type, and half of its own calls none either."""
Client = Any
SENTINELS: Client = Sentinel

Word = bytes | str | int

MOST_CONNECTIONS = 64
TRIES = 3


class Link(Protocol):
    """A way to the store. Everything raises redis-py's errors, and may be called again."""

    async def ask(self, *command: Word) -> Answer: ...

    async def kept(self, name: str, *command: Word) -> Answer:
        """The answer to a write on the key `name`, once the write outlives its machine. Raises NotCopied."""

    async def of_each(self, *command: Word) -> Mapping[str, Answer]:
        """The answers of all servers that take writes, by their address."""

    def hashes(self, pattern: str) -> AsyncIterator[bytes]:
        """The names of all hashes that fit a pattern: a walk through everything that is kept."""

    async def look(self) -> None:
        """Learns anew which servers there are."""

    async def close(self) -> None: ...


class Single:
    """One server."""

    def __init__(self, url: str) -> None:
        self._client: Client = Piped.from_pool(BlockingConnectionPool.from_url(url, timeout=2, **_patience()))

    async def ask(self, *command: Word) -> Answer:
        return await self._client.execute_command(*command)

    async def kept(self, name: str, *command: Word) -> Answer:
        return await self._client.execute_command(*command)

    async def of_each(self, *command: Word) -> Mapping[str, Answer]:
        return {"": await self._client.execute_command(*command)}

    def hashes(self, pattern: str) -> AsyncIterator[bytes]:
        return _scanned(self._client, pattern)

    async def look(self) -> None:
        """There is nothing to learn."""

    async def close(self) -> None:
        await self._client.aclose()


class Clustered:
    """A Redis Cluster. Its client finds the server of each key, and heals itself on plain calls."""

    def __init__(self, url: str) -> None:
        place = place_of(url)
        nodes = [ClusterNode(host, port) for host, port in place.hosts]
        # Otherwise the fifth answer that a key has moved closes all connections, also those that others wait on.
        limits = _patience() | {"max_connections": 2 * MOST_CONNECTIONS, "reinitialize_steps": 0}
        self._client: Client = RedisCluster(startup_nodes=nodes, **limits, **place.login)

    async def ask(self, *command: Word) -> Answer:
        return await self._steadily(lambda: self._client.execute_command(*command))

    async def kept(self, name: str, *command: Word) -> Answer:
        return await self._steadily(lambda: self._kept(name, *command))

    async def _kept(self, name: str, *command: Word) -> Answer:
        asked = self._client.get_node_from_key(name)
        try:
            return await self._copied(asked, name, command)
        except AskError as elsewhere:
            node = self._client.get_node(elsewhere.host, elsewhere.port)
            return await self._copied(node, name, command, asking=True)
        except MovedError as elsewhere:
            await self._client.nodes_manager.move_slot(elsewhere)
        except (ConnectionError, TimeoutError) as trouble:
            await self._client.nodes_manager.initialize(last_failed_node_name=asked.name)
            if isinstance(trouble, TimeoutError) and self._client.get_node_from_key(name).name == asked.name:
                raise  # nobody else leads yet: to wait for it once more would only delay the next look
        return await self._copied(self._client.get_node_from_key(name), name, command)

    async def _copied(self, node: Client, name: str, command: tuple[Word, ...], *, asking: bool = False) -> Answer:
        if node is None:
            raise NotCopied
        alone = len(self._client.nodes_manager.slots_cache[self._client.keyslot(name)]) == 1
        if alone:
            answer, told = await self._sent(node, command, FOLLOWED, asking=asking)
            if not is_followed(told):
                return answer
        answer, copies = await self._sent(node, command, WAIT, asking=asking)
        if copies < COPIES:
            raise NotCopied
        return answer

    async def _sent(self, node: Client, *commands: tuple[Word, ...], asking: bool) -> list[Answer]:
        """The answers to commands that go out together."""
        words = [("ASKING",)] * asking + list(commands)
        batch: list[Client] = [PipelineCommand(number, *each) for number, each in enumerate(words)]
        await node.execute_pipeline(batch)
        return [given(each.args, each.result) for each in batch][asking:]

    async def _steadily(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """The client may close a connection on which another call is just connecting, and then trips over it."""
        for _ in range(TRIES):
            await self._client.initialize()
            with suppress(AttributeError):
                return await call()
        raise ConnectionError("connections were closed under way")

    async def of_each(self, *command: Word) -> Mapping[str, Answer]:
        await self._client.initialize()
        return {node.name: await node.execute_command(*command) for node in self._client.get_primaries()}

    def hashes(self, pattern: str) -> AsyncIterator[bytes]:
        return _scanned(self._client, pattern)

    async def look(self) -> None:
        await self._client.initialize()
        await self._client.nodes_manager.initialize()

    async def close(self) -> None:
        await self._client.aclose()


class Watched:
    """The server that a group of Sentinels names as master just now."""

    def __init__(self, url: str) -> None:
        place = place_of(url)
        self._service, _, database = place.path.partition("/")
        if not self._service:
            raise ValueError
        asking = {"socket_timeout": 1, "socket_connect_timeout": 1, "protocol": 2}
        limits = _patience() | place.login | {"db": int(database or 0)}
        self._sentinel = SENTINELS(place.hosts, sentinel_kwargs=asking, **limits)
        self._client: Client = self._sentinel.master_for(self._service)
        self._has_replicas: bool | None = None

    async def ask(self, *command: Word) -> Answer:
        return await self._client.execute_command(*command)

    async def kept(self, name: str, *command: Word) -> Answer:
        if self._has_replicas is None:
            await self.look()
        if not self._has_replicas:
            answer, told = await self._sent(command, FOLLOWED)
            self._has_replicas = is_followed(told)
            if not self._has_replicas:
                return answer
        answer, copies = await self._sent(command, WAIT)
        if copies < COPIES:
            await self.look()
            raise NotCopied
        return answer

    async def _sent(self, *commands: tuple[Word, ...]) -> list[Answer]:
        async with self._client.pipeline(transaction=False) as batch:
            for each in commands:
                batch.execute_command(*each)
            answers = await batch.execute(raise_on_error=False)
        return [given(*each) for each in zip(commands, answers, strict=True)]

    async def of_each(self, *command: Word) -> Mapping[str, Answer]:
        return {self._service: await self._client.execute_command(*command)}

    def hashes(self, pattern: str) -> AsyncIterator[bytes]:
        return _scanned(self._client, pattern)

    async def look(self) -> None:
        self._has_replicas = bool(await self._sentinel.discover_slaves(self._service))

    async def close(self) -> None:
        await self._client.aclose()
        await self._sentinel.aclose()


def link_to(url: str) -> Link:
    """The way to an address: `redis:`, `rediss:`, `unix:`, or with `+cluster` or `+sentinel`. Raises ValueError."""
    scheme = urlsplit(url).scheme
    if scheme.endswith(CLUSTER):
        return Clustered(url)
    return Watched(url) if scheme.endswith(SENTINEL) else Single(url)


def _scanned(client: Client, pattern: str) -> AsyncIterator[bytes]:
    found: AsyncIterator[bytes] = client.scan_iter(match=pattern, count=1000, _type="HASH")
    return found


def _patience() -> dict[str, Any]:
    return {
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "retry": Retry(ExponentialWithJitterBackoff(base=0.02, cap=0.2), 2),
        "health_check_interval": 15,
        "max_connections": MOST_CONNECTIONS,
        "protocol": 2,
    }
