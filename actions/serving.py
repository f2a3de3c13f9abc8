"""`vara actions`: the action server in one process and one event loop. SIGTERM and SIGINT finish the calls in hand."""

import sys

import uvloop
from rasa_sdk.executor import ActionExecutor

from actions.app import ActionServer
from actions.installation import open_installation, use
from keeping.errors import VaraError
from keeping.leaving import heed_signals, orderly_server
from keeping.settings import THIS_MACHINE, Settings

LEAVING_SECONDS = 4
LOOPBACK = frozenset({*THIS_MACHINE, "::1"})


def run(settings: Settings, host: str, port: int) -> None:
    """Serves until told to stop. Raises VaraError."""
    token = settings.rasa_token.get_secret_value() if settings.rasa_token else None
    if host not in LOOPBACK and token is None:
        raise VaraError(
            f"Whoever reaches {host} could call the actions; set VARA_RASA_TOKEN, and give Rasa the same token."
        )
    uvloop.run(serve(settings, host, port, token))


async def serve(settings: Settings, host: str, port: int, token: str | None) -> None:
    """The same inside a running loop."""
    installation = await open_installation(settings)
    use(installation)
    server = orderly_server(ActionServer(registered(), token), LEAVING_SECONDS, host, port)
    sys.stdout.write(f"Vara's actions are open at http://{host}:{port}/webhook\n")
    sys.stdout.flush()
    heed_signals(server)
    try:
        await server.serve()
    finally:
        use(None)
        await installation.close()


def registered() -> ActionExecutor:
    """rasa-sdk's executor with all actions of ours."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor
