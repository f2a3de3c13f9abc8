"""The queue of updates: confirmed by a higher offset, else brought again from its head, until they expire."""

import asyncio
import random
from dataclasses import dataclass
from typing import Any

from tests.telegram_fake.clock import Clock

PRESS_SECONDS = 150
OTHER_SECONDS = 24 * 3600
MOST = 100

Json = dict[str, Any]


@dataclass
class Queued:
    """`lane` is within what the webhook keeps order: a chat's messages, a person's presses."""

    update: Json
    lane: str
    expires: float


class Queue:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[Queued] = []
        self._next = random.randrange(10**6, 10**8)
        self.changed = asyncio.Event()

    def __len__(self) -> int:
        self._expire()
        return len(self._waiting)

    def add(self, kind: str, body: Json, lane: str) -> int:
        life = PRESS_SECONDS if kind == "callback_query" else OTHER_SECONDS
        number = self._next
        self._waiting.append(Queued({"update_id": number, kind: body}, lane, self._clock.now() + life))
        self._next += 1
        self._tell()
        return number

    def add_raw(self, update: Json) -> None:
        """An update as it stands, however broken; its number is added."""
        self._waiting.append(Queued({"update_id": self._next, **update}, "raw", self._clock.now() + OTHER_SECONDS))
        self._next += 1
        self._tell()

    def number_anew(self, start: int) -> None:
        """As after a silent week."""
        self._next = start

    def confirm_below(self, offset: int) -> None:
        self._waiting = [each for each in self._waiting if each.update["update_id"] >= offset]

    def head(self, limit: int) -> list[Json]:
        self._expire()
        return [each.update for each in self._waiting[: min(limit, MOST)]]

    def first_of_lanes(self) -> dict[str, Queued]:
        self._expire()
        first: dict[str, Queued] = {}
        for each in self._waiting:
            first.setdefault(each.lane, each)
        return first

    def remove(self, done: Queued) -> None:
        self._waiting = [each for each in self._waiting if each is not done]
        self._tell()

    def _expire(self) -> None:
        now = self._clock.now()
        self._waiting = [each for each in self._waiting if each.expires > now]

    def _tell(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()
