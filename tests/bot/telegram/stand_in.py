"""A small conversation for tests of the channel: numbered questions, facts kept once, and a store that can be away."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from dialogues.message import Button, Message, Picture, Reply, Trail
from keeping.answered import Answered
from keeping.codec import written
from keeping.errors import Conflict, StoreAway
from keeping.store import Held

PICTURE = Picture("en", "full", (("open_data", 2, 3),))
QUESTIONS = 4

M = TypeVar("M", bound=BaseModel)


@dataclass
class Kept:
    """What a store would keep: it outlives the process."""

    revision: int = 0
    answers: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class StandIn:
    """`away` addresses raise StoreAway, `broken` ones have a bug; `gate` holds every turn of one address."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = defaultdict(Kept)
        self.away: set[str] = set()
        self.broken: set[str] = set()
        self.gates: dict[str, asyncio.Event] = {}
        self.tries = 0
        self.leaking = False
        """Whether every turn ends as if something it waited for had been cancelled."""

    async def hear(self, address: str, message: Message) -> Answered:
        self.tries += 1
        if address in self.gates:
            await self.gates[address].wait()
        if address in self.away or "all" in self.away:
            raise StoreAway
        if self.leaking:
            raise asyncio.CancelledError
        if address in self.broken:
            raise RuntimeError(message.text)
        kept = self.kept[address]
        if message.id in kept.heard:
            return self._standing(kept)
        kept.heard.append(message.id)
        return self._taken(kept, message)

    async def open_question(self, address: str) -> Answered | None:
        return self._standing(self.kept[address]) if address in self.kept else None

    def _taken(self, kept: Kept, message: Message) -> Answered:
        if message.revision is not None and message.revision != kept.revision:
            return self._standing(kept)._replace(toast="An earlier question.")
        if message.kind != "text":
            return Answered((Reply(f"I cannot read that yet ({message.kind})."), *self._ask(kept)), kept.revision, "en")
        kept.said.append(message.text)
        if message.text == "help":
            return Answered(self._ask(kept, "Here is what counts."), kept.revision, "en", in_place=True, toast="Below.")
        if message.text in ("yes", "no") and len(kept.answers) < QUESTIONS:
            settled = f"Question {len(kept.answers) + 1}: <b>{message.text}</b>"
            kept.answers.append(message.text)
            kept.revision += 1
            return Answered(self._ask(kept), kept.revision, "en", settled, toast=f"Noted: {message.text}")
        return self._standing(kept)

    def _standing(self, kept: Kept) -> Answered:
        return Answered(self._ask(kept), kept.revision, "en")

    def _ask(self, kept: Kept, more: str = "") -> tuple[Reply, ...]:
        if len(kept.answers) == QUESTIONS:
            words = f"Result: {' '.join(kept.answers)}"
            return (Reply(words, (Button("Why?", "why"),), picture=PICTURE, alt="A picture."),)
        buttons = (Button("Yes", "yes"), Button("No", "no"), Button("What counts?", "help"))
        return (Reply(f"Question {len(kept.answers) + 1} &amp; more<br>{more}", buttons),)


class Shelf:
    """Keeps documents as a store does, in their stored form, with compare-and-set; it outlives a channel."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[int, str, str]] = {}

    async def read(self, address: str, kind: type[M]) -> Held[M] | None:
        await asyncio.sleep(0)
        if address not in self.kept:
            return None
        revision, _, text = self.kept[address]
        return Held(kind.model_validate_json(text), revision)

    async def commit(
        self, address: str, document: BaseModel, expected_revision: int, turn: str, seconds_to_live: int
    ) -> int:
        await asyncio.sleep(0)
        revision, last, _ = self.kept.get(address, (0, "", ""))
        if revision == expected_revision + 1 and last == turn:
            return revision
        if revision != expected_revision:
            raise Conflict
        self.kept[address] = (revision + 1, turn, written(document).decode())
        return revision + 1

    async def erase(self, address: str) -> bool:
        return self.kept.pop(address, None) is not None


class Painter:
    """Draws the same picture each time."""

    async def png(self, picture: Picture | Trail) -> bytes:
        return b"\x89PNG\r\n\x1a\n" + repr(picture).encode()
