"""`vara serve`: the web and, with a token, Telegram, in one process and one event loop.

Whatever Telegram does, the web goes on. SIGTERM and SIGINT finish the turns in hand; nothing that was
acknowledged is lost by leaving, so the limits on waiting are short.
"""

import asyncio
import logging
import socket
import sys

import uvloop

from bot.pictures import Pictures
from bot.reports.handing import Handing
from bot.telegram.beside import Beside
from bot.telegram.opening import Telegram
from bot.telegram.watch import watch_over
from bot.web.app import build_app
from bot.web.buckets import Buckets
from bot.web.parts import Parts
from dialogues.script import Script, load_script
from keeping.conversation import Conversation, now
from keeping.durability import ACCEPT, Durability
from keeping.errors import StoreAway, Unreadable, VaraError
from keeping.garbage import settle
from keeping.keys import open_keyring
from keeping.leaving import heed_signals, orderly_server
from keeping.letters import Letters
from keeping.logs import set_up_logs
from keeping.presence import Presence
from keeping.settings import Settings
from keeping.store import Store, open_store
from keeping.teams.parts import TeamParts, team_parts

LEAVING_SECONDS = 4
"""For the turns in hand of each channel when we are told to stop. What stays unanswered comes again."""

WARMING_SECONDS = 2
"""After so long we are open, and reading ahead keeps nobody waiting."""

COUNTING_SECONDS = 60 * 60.0

OPENINGS = (1000, 10.0)
"""New conversations of one address, at once and per second: a whole city hall may stand behind it."""
MESSAGES = (300, 5.0)
"""Messages of one conversation, at once and per second: several full checks at once, then as fast as anyone reads."""

log = logging.getLogger(__name__)


def run(settings: Settings, host: str, port: int) -> None:
    """Serves until told to stop. Raises VaraError."""
    set_up_logs(settings.log, settings.secrets)
    uvloop.run(serve(settings, host, port))


async def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8080) -> None:
    """The same inside a running loop."""
    with _listening(host, port) as listener:
        script = load_script(settings.content, settings.session_days, settings.language, zone=settings.time_zone)
        keyring = open_keyring(settings)
        store = await open_store(settings, keyring)
        try:
            teams = team_parts(store, script, keyring, _home(settings, listener))
            await _serve_all(settings, script, store, teams, listener)
        finally:
            await store.close()


async def _serve_all(
    settings: Settings, script: Script, store: Store, teams: TeamParts, listener: socket.socket
) -> None:
    durability = Durability(store, accepted=settings.redis_durability == ACCEPT)
    await durability.look()
    conversation, pictures = Conversation(store, script, teams.talk), Pictures(script)
    handing = Handing(conversation, script, store.keyring)
    desk, attendance = Letters(store), Presence(store)
    beside = Beside(conversation, handing, desk=desk, attendance=attendance, watch=watch_over(store))
    telegram = Telegram(settings, conversation, script, pictures, teams, beside) if settings.telegram_token else None
    app = build_app(
        Parts(
            settings,
            script,
            conversation,
            pictures,
            store,
            openings=Buckets(*OPENINGS),
            messages=Buckets(*MESSAGES),
            teams=teams,
            handing=handing,
            telegram=telegram if settings.webhook_url else None,
            telegram_state=telegram.state if telegram else lambda: "off",
            durable=lambda: durability.good,
        )
    )
    server = orderly_server(app, LEAVING_SECONDS)
    heed_signals(server)
    _tell_address(settings, script, teams.addresses.web)
    loop = asyncio.get_running_loop()
    settle()
    warming = loop.call_later(WARMING_SECONDS, loop.run_in_executor, None, _warm, script)
    running = [asyncio.create_task(each) for each in (_count_peers(conversation), durability.run())]
    try:
        await server.serve(sockets=[listener])
    finally:
        warming.cancel()
        for task in running:
            task.cancel()
        if telegram:
            await telegram.stop(LEAVING_SECONDS)


def _warm(script: Script) -> None:
    script.warm()
    settle()


async def _count_peers(conversation: Conversation) -> None:
    """Every hour, what cities of similar size may see of each other is made anew."""
    while True:
        try:
            await conversation.refresh(now())
        except (StoreAway, Unreadable):
            log.warning("cities are counted later: the store did not answer")
        await asyncio.sleep(COUNTING_SECONDS)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or "there is no such port"
        raise VaraError(f"Cannot listen on {host} port {port} ({reason}); choose another with --port.") from None


def _home(settings: Settings, listener: socket.socket) -> str:
    """The address of our pages; without one that is public, as this machine reaches them."""
    host, port = listener.getsockname()[:2]
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104  # nosec B104
    return settings.public_url or f"http://{here}:{port}"


def _tell_address(settings: Settings, script: Script, address: str) -> None:
    sys.stdout.write(script.wording(settings.language).plain("web.page_address", address=address) + "\n")
    sys.stdout.flush()
