"""How a server of ours leaves: the first signal ends it in order, a second one at once."""

import asyncio
import contextlib
import signal
from collections.abc import Generator

import uvicorn


class OrderlyServer(uvicorn.Server):
    """uvicorn's own handling raises the signal again before the rest could leave, so it is left out."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def heed_signals(server: uvicorn.Server) -> None:
    """SIGTERM and SIGINT end `server` in the running loop."""

    def leave() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, leave)
