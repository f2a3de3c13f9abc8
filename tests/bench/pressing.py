"""People who answer 25 questions by pressing: the next press only when the last one is answered in every respect."""

import asyncio
import json
import time
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.bench.stub import Prompt, Stub

LONGEST_TURN = 20.0
RATING = ".mostly"
TURNS = 24
"""Presses of one person: from the first of 25 questions to the last, which stays open."""

Json = dict[str, Any]
_numbers = count(1)


class Line:
    """One kept-alive connection to a webhook; without a webhook, the queue of updates."""

    def __init__(self, stub: Stub) -> None:
        self._stub = stub
        parts = urlsplit(stub.webhook)
        self._port = parts.port or 80
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {stub.secret}\r\nContent-Length: "
        ).encode()
        self._way: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def deliver(self, update: Json) -> None:
        """To a webhook: returns when the update is acknowledged; what stands in the answer is a call like any other."""
        if not self._stub.webhook:
            self._stub.bring(update)
            return
        if self._way is None or self._way[0].at_eof():
            self._way = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._way
        body = json.dumps(update).encode()
        writer.write(self._head + str(len(body)).encode() + b"\r\n\r\n" + body)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        answer = await reader.readexactly(length)
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(head.decode())
        called = json.loads(answer) if answer[:1] == b"{" else {}
        if "method" in called:
            self._stub.call(called.pop("method"), called)

    def close(self) -> None:
        if self._way is not None:
            self._way[1].close()


class Person:
    """Somebody in a private chat."""

    def __init__(self, crowd: "Crowd", chat: int, line: Line) -> None:
        self.chat = chat
        self._crowd = crowd
        self._line = line
        self._user: Json = {"id": chat, "is_bot": False, "first_name": "Ada", "language_code": "en"}
        self.prompt: Prompt | None = None
        self.told = asyncio.Event()
        self.query = ""

    async def says(self, text: str) -> None:
        kind = {"entities": [{"type": "bot_command", "offset": 0, "length": len(text)}]} if text[0] == "/" else {}
        where = {"id": self.chat, "type": "private", "first_name": "Ada"}
        said = {"message_id": next(_numbers), "date": int(time.time()), "chat": where, "from": self._user, "text": text}
        await self._turn({"message": {**said, **kind}})

    async def presses(self) -> bool:
        """Answers the open question; False if none is open."""
        value = next((each for each in self.prompt.values if each.endswith(RATING)), "") if self.prompt else ""
        if not value or self.prompt is None:
            return False
        self.query = f"{next(_numbers)}"
        press = {"id": self.query, "from": self._user, "chat_instance": "1", "data": value}
        await self._turn({"callback_query": {**press, "message": self.prompt.message}})
        return True

    async def _turn(self, update: Json) -> None:
        self.told.clear()
        self.prompt = None
        self._crowd.waiting[self.query] = self
        async with asyncio.timeout(LONGEST_TURN):
            await self._line.deliver({"update_id": next(_numbers), **update})
            await self.told.wait()

    def is_told(self) -> None:
        """A turn is over when the press has its answer and the next prompt stands."""
        if self.prompt is not None and not self.query:
            self.told.set()


class Crowd:
    """All people of one bot. Each prompt and answer finds its way to whom it concerns."""

    def __init__(self, stub: Stub, opening: tuple[str, ...]) -> None:
        self._stub = stub
        self._opening = opening
        self._people: dict[int, Person] = {}
        self.waiting: dict[str, Person] = {}
        stub.asked, stub.answered = self._asked, self._answered

    async def ready(self, people: int, line: Line) -> list[Person]:
        """New people who stand before the first question."""
        found = [Person(self, 100_000 + next(_numbers), line) for _ in range(people)]
        for person in found:
            self._people[person.chat] = person
            for text in self._opening:
                await person.says(text)
        return found

    def _asked(self, prompt: Prompt) -> None:
        person = self._people.get(prompt.chat)
        if person is not None:
            person.prompt = prompt
            person.is_told()

    def _answered(self, query: str) -> None:
        person = self.waiting.pop(query, None)
        if person is not None:
            person.query = ""
            person.is_told()


class Spent(NamedTuple):
    """What turns cost: processor time of the bot's process in microseconds each, and turns a second by the clock."""

    cpu: float
    rate: float
    turns: int


async def turns(stub: Stub, opening: tuple[str, ...], at_once: int, each: int, pid: int) -> Spent:
    """`each` people one after the other in every of `at_once` lanes, until they have no question left."""
    crowd = Crowd(stub, opening)
    lines = [Line(stub) for _ in range(at_once)]
    lanes = await asyncio.gather(*(crowd.ready(each, line) for line in lines))
    before, begun = processor_time(pid), time.perf_counter()
    done = sum(await asyncio.gather(*(_lane(people) for people in lanes)))
    taken, spent = time.perf_counter() - begun, processor_time(pid) - before
    for line in lines:
        line.close()
    return Spent(spent / done * 1e6, done / taken, done)


async def _lane(people: list[Person]) -> int:
    done = 0
    for person in people:
        for _ in range(TURNS):
            done += await person.presses()
    return done


def processor_time(pid: int) -> float:
    """Seconds that a process of ours has computed so far, in all of its threads (Linux)."""
    return time.clock_gettime(~pid * 8 | 2)
