"""`vara actions`: the action server in one process, or several. SIGTERM and SIGINT finish the calls in hand."""

import asyncio
import socket
import sys
from typing import NamedTuple

import uvloop
from rasa_sdk.executor import ActionExecutor

from actions.app import ActionServer
from actions.installation import open_installation, use
from actions.workers import listening, watch
from keeping.errors import VaraError
from keeping.garbage import settle
from keeping.leaving import heed_signals, orderly_server
from keeping.settings import THIS_MACHINE, Settings

LEAVING_SECONDS = 4
LOOPBACK = frozenset({*THIS_MACHINE, "::1"})


class Place(NamedTuple):
    """Where to listen, and with how many processes. `own`: a worker's socket, which listens there already."""

    host: str
    port: int
    workers: int = 1
    own: socket.socket | None = None


def run(settings: Settings, place: Place) -> int:
    """Serves until told to stop; the status to exit with. Raises VaraError."""
    token = settings.rasa_token.get_secret_value() if settings.rasa_token else None
    if place.host not in LOOPBACK and token is None:
        raise VaraError(
            f"Whoever reaches {place.host} could call the actions; set VARA_RASA_TOKEN, and give Rasa the same token."
        )
    if place.workers == 1:
        uvloop.run(serve(settings, place, token))
        return 0
    sockets = listening(place.host, place.port, place.workers)
    _say_where(place)
    return asyncio.run(watch(sockets, ["--host", place.host, "--port", str(place.port)]))


async def serve(settings: Settings, place: Place, token: str | None) -> None:
    """The same inside a running loop, by this process alone."""
    installation = await open_installation(settings)
    use(installation)
    server = orderly_server(ActionServer(registered(), token), LEAVING_SECONDS, place.host, place.port)
    if place.own is None:
        _say_where(place)
    heed_signals(server)
    settle()
    try:
        await server.serve([place.own] if place.own else None)
    finally:
        use(None)
        await installation.close()


def _say_where(place: Place) -> None:
    sys.stdout.write(f"Vara's actions are open at http://{place.host}:{place.port}/webhook\n")
    sys.stdout.flush()


def registered() -> ActionExecutor:
    """rasa-sdk's executor with all actions of ours."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor
