"""Every message arrives one to four times, late copies between newer messages, at eight workers: each is said once."""

import asyncio
import itertools
import random
from collections.abc import Sequence

import pytest

from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.conversation import Conversation
from keeping.store import Store
from tests.broken.hearing_again import Forgetful
from tests.sizes import tries

WORKERS = 8
AT_ONCE = 8
MOST_COPIES = 3
LATEST = 20
"""Newer messages that may come before a late copy."""

LONGEST = 20
"""Messages after which a quick check has surely ended."""

DELIVERIES = tries(usual=3_000, soak=1_000_000)
CHOICES = ("1", "2", "3", "4")
"""Typed, not pressed: no revision protects them, only that a message is known again."""


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


async def test_what_is_said_stands_once_and_in_order(store: Store, script: Script) -> None:
    run = Run([Conversation(store, script) for _ in range(WORKERS)], DELIVERIES)

    await run.through()

    print(f"{run.delivered:,} deliveries to {run.people:,} conversations, {run.wrong} not as the model says")  # noqa: T201
    assert run.delivered >= DELIVERIES
    assert run.wrong == 0


async def test_it_would_show_if_copies_were_not_known_again(store: Store, script: Script) -> None:
    run = Run([Forgetful(store, script) for _ in range(WORKERS)], 300)

    await run.through()

    assert run.wrong > 0


class Run:
    """`wrong` counts conversations whose answers are not exactly those that were given, in their order."""

    def __init__(self, workers: Sequence[Conversation], deliveries: int) -> None:
        self._workers = workers
        self._deliveries = deliveries
        self._chance = random.Random(deliveries)
        self._numbers = itertools.count()
        self.delivered = self.people = self.wrong = 0

    async def through(self) -> None:
        await asyncio.gather(*(self._people() for _ in range(AT_ONCE)))

    async def _people(self) -> None:
        while self.delivered < self._deliveries:
            await self._person(f"telegram:{next(self._numbers)}")

    async def _person(self, address: str) -> None:
        """One quick check. The next message is written when the first copy of the last is answered."""
        given: list[tuple[str, str]] = []
        late: list[Message] = []
        text = "agree"
        for number in range(LONGEST):
            message = Message(f"m:{number}", text, 1_000, "en")
            asks = await self._delivered(address, message)
            late += [message] * self._chance.randint(0, MOST_COPIES)
            due = [late.pop(self._chance.randrange(len(late))) for _ in range(len(late) // LATEST)]
            await asyncio.gather(*(self._delivered(address, each) for each in due))
            if asks is None and number > len(WAY):
                break
            text = WAY[number] if number < len(WAY) else self._chance.choice(CHOICES)
            if number >= len(WAY) and asks:
                given.append((asks, text))
        await asyncio.gather(*(self._delivered(address, each) for each in late))
        await self._compare(address, given)

    async def _delivered(self, address: str, message: Message) -> str | None:
        self.delivered += 1
        answered = await self._chance.choice(self._workers).hear(address, message)
        return answered.replies[-1].asks

    async def _compare(self, address: str, given: list[tuple[str, str]]) -> None:
        session = await self._workers[0].facts(address)
        self.people += 1
        self.wrong += [(entry.about, entry.value) for entry in session.entries] != given


WAY = ("skip", "quick")
"""From consent to the first question."""
