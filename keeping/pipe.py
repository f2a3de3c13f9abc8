"""One connection to Redis that all turns share: commands go out at once, and answers come back in their order.

redis-py opens the connection, with password, database and TLS, and keeps all that is seldom needed; what every turn
asks goes this way, at a fifth of the processor time. Commands that wait together reach the disk together.
"""

import asyncio
import time
from collections import deque
from typing import Any, NamedTuple, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Broken
from redis.exceptions import TimeoutError as Late

from keeping.answers import Short, read
from keeping.gathering import Gathering

EVERY_TURN = frozenset({"HMGET", "EVALSHA", "EVAL", "HDEL"})
"""What goes through the pipe: commands whose answers redis-py leaves as they are. All of ours may be sent again."""


class Piped(Redis):
    """redis-py's client with a short way for what every turn asks."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._pipe: Pipe | None = None
        self._opening = asyncio.Lock()

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Raises as redis-py does."""
        if args[0] not in EVERY_TURN:
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        request = packed(args)
        retry: Retry = self.connection_pool.connection_kwargs["retry"]
        return await retry.call_with_retry(lambda: self._asked(request), self._given_up)

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        if self._pipe is not None:
            self._pipe.close()
        await super().aclose(close_connection_pool)

    async def _asked(self, request: bytes) -> Any:
        pipe = self._pipe
        if pipe is None or pipe.closed:
            pipe = await self._opened()
        return await pipe.ask(request)

    async def _opened(self) -> "Pipe":
        async with self._opening:
            if self._pipe is None or self._pipe.closed:
                self._pipe = await opened(self.connection_pool.make_connection())  # type: ignore[no-untyped-call]
            return self._pipe

    async def _given_up(self, problem: Exception) -> None:
        """The next try opens a pipe of its own if this one broke."""


class _Asked(NamedTuple):
    answer: "asyncio.Future[Any]"
    until: float


class Pipe(asyncio.Protocol):
    """An open connection. Whoever waits longer than `patience` seconds breaks it: what follows would wait, too."""

    def __init__(self, writer: asyncio.StreamWriter, patience: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._writer = writer  # it closes the connection when it is forgotten
        self._transport = Gathering(cast("asyncio.Transport", writer.transport), self._loop)
        self._patience = patience
        self._asked: deque[_Asked] = deque()
        self._arrived = bytearray()
        self._watch: asyncio.TimerHandle | None = None
        self.closed = False

    async def ask(self, request: bytes) -> Any:
        """The answer to a packed command. Raises what Redis refuses, and redis-py's errors of connections."""
        if self.closed:
            raise Broken("the connection is closed")
        answer: asyncio.Future[Any] = self._loop.create_future()
        self._asked.append(_Asked(answer, time.monotonic() + self._patience))
        if self._watch is None:
            self._watch = self._loop.call_later(self._patience, self._look)
        self._transport.write(request)
        return await answer

    def close(self) -> None:
        self._break(Broken("the connection was closed"))

    def data_received(self, data: bytes) -> None:
        self._arrived += data
        at = 0
        try:
            while at < len(self._arrived):
                answer, at = read(self._arrived, at)
                self._hand_over(answer)
        except Short:
            pass
        del self._arrived[:at]

    def connection_lost(self, exc: Exception | None) -> None:
        self._break(Broken("the connection was lost"))

    def _hand_over(self, answer: object) -> None:
        waiting = self._asked.popleft().answer
        if waiting.done():  # whoever asked was cancelled
            return
        if isinstance(answer, Exception):
            waiting.set_exception(answer)
        else:
            waiting.set_result(answer)

    def _look(self) -> None:
        """Once in a while, instead of a clock for every command."""
        self._watch = None
        if not self._asked:
            return
        left = self._asked[0].until - time.monotonic()
        if left <= 0:
            self._break(Late("Timeout reading from the store"))
        else:
            self._watch = self._loop.call_later(left, self._look)

    def _break(self, problem: Exception) -> None:
        self.closed = True
        self._transport.abort()
        while self._asked:
            waiting = self._asked.popleft().answer
            if not waiting.done():
                waiting.set_exception(problem)


async def opened(connection: Any) -> Pipe:
    """Lets redis-py connect and greet, and takes the connection over. Raises redis-py's errors."""
    connection.retry = Retry(NoBackoff(), 0)
    await connection.connect()
    pipe = Pipe(connection._writer, connection.socket_timeout or 1.0)
    connection._writer.transport.set_protocol(pipe)
    connection._writer = connection._reader = None  # redis-py shall not close what is ours now
    return pipe


def packed(arguments: tuple[bytes | str | int, ...]) -> bytes:
    """A command as Redis reads it."""
    parts = [b"*%d\r\n" % len(arguments)]
    for each in arguments:
        data = each if isinstance(each, bytes) else str(each).encode()
        parts.append(b"$%d\r\n%b\r\n" % (len(data), data))
    return b"".join(parts)
