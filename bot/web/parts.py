"""What the web is built from, and how its handlers get at it."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from starlette.requests import Request

from bot.conversation import Conversation
from bot.pictures import Pictures
from bot.settings import Settings
from bot.store import Store
from bot.web.buckets import Buckets
from dialogues.script import Script
from dialogues.sentences import Wording


class Webhook(Protocol):
    """The Telegram channel, as far as the web knows it."""

    async def take(self, update: dict[str, object]) -> None: ...


class Parts(NamedTuple):
    """`telegram` takes webhook calls, if they are wanted; `telegram_state` is `off`, `open`, `closed` or `stuck`."""

    settings: Settings
    script: Script
    conversation: Conversation
    pictures: Pictures
    store: Store
    openings: Buckets
    messages: Buckets
    telegram: Webhook | None = None
    telegram_state: Callable[[], str] = lambda: "off"


def parts_of(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


def language_of(request: Request) -> str:
    """The first language that the browser asks for and we have; otherwise the operator's."""
    parts = parts_of(request)
    for part in request.headers.get("accept-language", "")[:200].split(","):
        tag = part.partition(";")[0].strip().partition("-")[0].lower()
        if tag in parts.script.languages:
            return tag
    return parts.settings.language


def wording_of(request: Request) -> Wording:
    return parts_of(request).script.wording(language_of(request))
