"""`python -m actions` is `vara actions`: it serves the actions to a Rasa server."""

import argparse
import importlib.util
import socket
import sys

from keeping.errors import StoreAway, VaraError
from keeping.logs import set_up_logs
from keeping.settings import load_settings
from rubric.problems import ContentError

BAD_INPUT = 2
MOST_WORKERS = 64


def main(arguments: list[str] | None = None) -> int:
    """Serves until told to stop: 0; what cannot be is one sentence on standard error: 2."""
    parser = argparse.ArgumentParser(prog="vara actions", description="Rasa's custom actions over Vara's rubric.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=5055, help="port to listen on (5055)")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the work (1)")
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        return _serve(given)
    except VaraError as error:
        return _complain(error.sentence)
    except StoreAway:
        return _complain("The store does not answer; check VARA_REDIS_URL and whether Redis runs.")
    except ContentError as error:
        return _complain(f"The rubric has problems; vara check lists them. The first: {error.problems[0]}")
    except KeyboardInterrupt:
        return 130


def _serve(given: argparse.Namespace) -> int:
    if not 0 < given.port <= 65535:
        raise VaraError(f"There is no port {given.port}; take one from 1 to 65535.")
    if not 0 < given.workers <= MOST_WORKERS:
        raise VaraError(f"{given.workers} workers cannot be; take from 1 to {MOST_WORKERS}.")
    if importlib.util.find_spec("rasa_sdk") is None:
        raise VaraError("The actions need rasa-sdk; install Vara with it: pip install 'vara[rasa]'.")
    from actions.serving import Place, run  # noqa: PLC0415 - what it needs may be missing

    settings = load_settings()
    set_up_logs(settings.log, settings.secrets)
    own = socket.socket(fileno=given.socket) if given.socket is not None else None
    return run(settings, Place(given.host, given.port, given.workers, own))


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
