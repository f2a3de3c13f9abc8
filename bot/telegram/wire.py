"""POST requests to one server over kept-alive connections, at a fraction of what a general client costs.

A Bot API call is one small JSON body each way, so this knows nothing else: no redirects, cookies or uploads.
"""

import asyncio
import ssl
import time
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import httptools

CONNECTIONS = 128
CONNECT_SECONDS = 5.0
IDLE_SECONDS = 15.0
"""A connection that was idle for so long may be closed at the other end: a new one is safer."""
LARGEST_ANSWER = 16 * 1024 * 1024
"""A hundred updates, each as long as a message can be, are some megabytes."""


class Answer(NamedTuple):
    status: int
    body: bytes


class Wire:
    """Connections to the server at `base`. As many calls at once as there are connections; others wait."""

    def __init__(self, base: str, agent: str) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._head = f" HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: {agent}\r\nContent-Type: application/json\r\n"
        self._path = parts.path
        self._idle: list[_Connection] = []
        self._room = asyncio.Semaphore(CONNECTIONS)

    async def post(self, path: str, body: bytes, seconds: float) -> Answer:
        """The answer to a JSON body. Raises TimeoutError after `seconds`, and OSError when the connection breaks."""
        async with self._room:
            connection = self._reusable() or await self._connected()
            head = f"POST {self._path}{path}{self._head}Content-Length: {len(body)}\r\n\r\n"
            answer = await connection.asked(head.encode() + body, seconds)
            if connection.usable:
                self._idle.append(connection)
            return answer

    def close(self) -> None:
        """Calls under way break off."""
        while self._idle:
            self._idle.pop().hang_up()

    def _reusable(self) -> "_Connection | None":
        """The one that was used last; those that nobody has needed for long are closed."""
        while self._idle:
            connection = self._idle.pop()
            if connection.usable and connection.idle_since > time.monotonic() - IDLE_SECONDS:
                return connection
            connection.hang_up()
        return None

    async def _connected(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(CONNECT_SECONDS):
            _, connection = await loop.create_connection(_Connection, self._host, self._port, ssl=self._tls)
        return connection


class _Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._waiting: asyncio.Future[Answer] | None = None
        self.usable = False
        self.idle_since = 0.0

    async def asked(self, request: bytes, seconds: float) -> Answer:
        if self._transport is None or not self.usable:
            raise ConnectionError
        waiting: asyncio.Future[Answer] = self._loop.create_future()
        self._waiting = waiting
        late = self._loop.call_later(seconds, self._fail, TimeoutError())
        self._transport.write(request)
        try:
            return await waiting
        except asyncio.CancelledError:
            self.hang_up()
            raise
        finally:
            late.cancel()
            self._waiting = None

    def hang_up(self) -> None:
        self.usable = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self.usable = True

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc if isinstance(exc, OSError) else ConnectionError())

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail(ConnectionError())

    def on_message_begin(self) -> None:
        self._body = []

    def on_body(self, body: bytes) -> None:
        self._body.append(body)
        if sum(map(len, self._body)) > LARGEST_ANSWER:
            self._fail(ConnectionError())

    def on_message_complete(self) -> None:
        self.idle_since = time.monotonic()
        self.usable = self.usable and self._parser.should_keep_alive()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Answer(self._parser.get_status_code(), b"".join(self._body)))

    def _fail(self, problem: Exception) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(problem)
        self.hang_up()
