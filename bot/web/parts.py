"""What the web is built from, and how its handlers get at it."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from starlette.requests import Request

from bot.pictures import Pictures
from bot.reports.handing import Handing
from bot.web.buckets import Buckets
from dialogues.script import Script
from dialogues.sentences import Wording
from keeping.conversation import Conversation
from keeping.queues import Queues
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.parts import TeamParts

_QUALITY = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)")


class Webhook(Protocol):
    """The Telegram channel, as far as the web knows it."""

    async def take(self, update: dict[str, object]) -> dict[str, object]: ...


class Parts(NamedTuple):
    """`telegram` takes webhook calls, if they are wanted; `telegram_state` is `off`, `open`, `contested`,
    `closed` or `stuck`.

    `durable`: whether the store is set up so that it can lose nothing. `turns` of one conversation follow each other:
    at once each would be heard again for every other that was faster, and whoever floods would slow down all.
    """

    settings: Settings
    script: Script
    conversation: Conversation
    pictures: Pictures
    store: Store
    openings: Buckets
    messages: Buckets
    teams: TeamParts | None = None
    handing: Handing | None = None
    telegram: Webhook | None = None
    telegram_state: Callable[[], str] = lambda: "off"
    durable: Callable[[], bool] = lambda: True
    turns: Queues[str] = Queues()


def parts_of(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


def language_of(request: Request) -> str:
    """The language that the browser likes best of those we have; otherwise the operator's."""
    parts = parts_of(request)
    liked = _liked(request.headers.get("accept-language", "")[:200])
    known = (tag for tag in liked if tag in parts.script.languages)
    return next(known, parts.script.language_for(parts.settings.language))


def wording_of(request: Request) -> Wording:
    return parts_of(request).script.wording(language_of(request))


@lru_cache(maxsize=512)  # a browser says the same with every message
def _liked(header: str) -> tuple[str, ...]:
    """Languages, the one that is liked best first."""
    wishes = sorted(_wishes(header), key=lambda wish: -wish[1])
    return tuple(tag for tag, liking in wishes if liking > 0)


def _wishes(header: str) -> Iterator[tuple[str, float]]:
    """Languages with how much each is liked, from 0 to 1. What cannot be read is not liked."""
    for part in header.split(","):
        tag, _, quality = part.partition(";")
        found = _QUALITY.fullmatch(quality.strip())
        yield tag.strip().partition("-")[0].lower(), float(found[1]) if found else float(not quality)
