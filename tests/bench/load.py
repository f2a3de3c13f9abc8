"""Many conversations that stay open, answered at a steady rate over the web: how long one takes, and what is kept.

The rate does not wait for answers: a slow one makes the next ones wait, and their waiting counts.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp

from tests.bench.lines import Line, Part, at_most
from tests.bot.web.served import Served
from tests.ports import free_port
from tests.redis_server import running_redis

CONVERSATIONS, SECONDS = 10_000, int(os.environ.get("LOAD_SECONDS", "120"))
SMALL_CONVERSATIONS, SMALL_SECONDS = 500, 15
RATE = 200
"""Answers a second."""
OPENING = ("agree", "skip", "full")
TWICE_THROUGH = 70
"""Answers of the one who goes ahead: twice through everything, so that what is read once does not look like growth."""
QUARTERS = 4


class Talk:
    """One conversation, and the buttons that it shows. `house` is the address that a proxy tells of."""

    def __init__(self, client: aiohttp.ClientSession, address: str, house: str) -> None:
        self._client = client
        self._address = address
        self._house = {"X-Forwarded-For": house}
        self._said = 0
        self._order = asyncio.Lock()
        self._values: list[str] = []

    async def begin(self) -> None:
        async with self._client.post(f"{self._address}/api/conversations", json={}, headers=self._house) as answer:
            opened = await answer.json()
        self._path = f"{self._address}/api/conversations/{opened['id']}/messages"
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        for text in OPENING:
            await self.say(text)

    async def answer(self, due: float, took: list[float]) -> None:
        """Presses what goes on; `took` gets the milliseconds since it was due."""
        async with self._order:
            wanted = (value for value in self._values if value.endswith(".mostly") or value in {"done", "full"})
            await self.say(next(wanted, "full"))
        took.append((time.perf_counter() - due) * 1000)

    async def say(self, text: str) -> None:
        self._said += 1
        body = {"id": str(self._said), "text": text}
        async with self._client.post(self._path, json=body, headers=self._headers) as answer:
            answer.raise_for_status()
            said = await answer.json()
        self._values = [button["value"] for reply in said["replies"] for button in reply["buttons"]]


def parts(*, small: bool = False) -> list[Part]:
    conversations, seconds = (SMALL_CONVERSATIONS, SMALL_SECONDS) if small else (CONVERSATIONS, SECONDS)
    with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as redis:
        (home := Path(name, "vara")).mkdir()
        served = Served(free_port(), home, VARA_REDIS_URL=redis)
        served.start()
        try:
            took, memory = asyncio.run(_load(served, conversations, seconds))
        finally:
            served.end()
    took.sort()
    title = f"{conversations:,} open conversations on the web, {RATE} answers a second for {seconds} s"
    return [
        Part(
            title,
            [
                Line("half of the answers", took[len(took) // 2], "ms"),
                Line("95 of 100", took[len(took) * 95 // 100], "ms", at_most(50)),
                Line("99 of 100", took[len(took) * 99 // 100], "ms", at_most(150)),
                *(Line(f"memory after {number} of {QUARTERS} parts", each, "MB") for number, each in enumerate(memory)),
                Line("memory at the end over that after the first part", memory[-1] / memory[1], "", at_most(1.05)),
            ],
        )
    ]


async def _load(served: Served, conversations: int, seconds: int) -> tuple[list[float], list[float]]:
    """The milliseconds of all answers, and the memory at the beginning and after each part of the time."""
    chance, took = random.Random(1), list[float]()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=64, keepalive_timeout=3)) as client:
        talks = [Talk(client, served.address, f"10.0.0.{number % 200}") for number in range(conversations)]
        for start in range(0, conversations, 32):
            await asyncio.gather(*(each.begin() for each in talks[start : start + 32]))
        for _ in range(TWICE_THROUGH):
            await talks[0].answer(0.0, [])
        memory = [served.megabytes()]
        for _ in range(QUARTERS):
            await _paced(lambda due: chance.choice(talks).answer(due, took), RATE * seconds // QUARTERS)
            memory.append(served.megabytes())
    return took, memory


async def _paced(call: Callable[[float], Awaitable[None]], count: int) -> None:
    begun, going = time.perf_counter(), set[asyncio.Future[None]]()
    for number in range(count):
        due = begun + number / RATE
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.ensure_future(call(due))
        going.add(task)
        task.add_done_callback(going.discard)
    await asyncio.gather(*going)
