"""How a server of ours arrives and leaves: the first signal ends it in order, a second one at once."""

import asyncio
import contextlib
import signal
from collections.abc import Generator
from typing import Any

import uvicorn

from keeping.punctual import PunctualProtocol


class OrderlyServer(uvicorn.Server):
    """uvicorn's own handling raises the signal again before the rest could leave, so it is left out."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def orderly_server(app: Any, leaving_seconds: int, host: str = "127.0.0.1", port: int = 8000) -> OrderlyServer:
    """A server for an ASGI application: punctual with slow senders, silent, and given `leaving_seconds` to end."""
    return OrderlyServer(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=PunctualProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=leaving_seconds,
        )
    )


def heed_signals(server: uvicorn.Server) -> None:
    """SIGTERM and SIGINT end `server` in the running loop."""

    def leave() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, leave)
