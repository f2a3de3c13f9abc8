"""Cost does not grow: not with the length of a conversation, nor with how many there are in the store."""

import base64
import secrets
import tempfile
import time
from pathlib import Path
from statistics import median

import httpx
import uvloop
from redis import Redis

from dialogues.message import Message
from dialogues.script import load_script
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.store import Store
from tests.bench.lines import Line, Part, at_most
from tests.bot.web.served import Served, Talk
from tests.ports import free_port
from tests.redis_server import running_redis

MANY = 100_000
A_BATCH = 2_000
REPETITIONS = 11
EARLY, LATE = range(10, 30), range(980, 1000)
OPENING = ("agree", "Mendoza", "full")
OPENED = 600
"""Conversations that are opened to see what memory each takes; twice as many before, which fill what is bounded."""


async def _turns(conversation: Conversation, address: str, wanted: range) -> float:
    """Microseconds of a turn, the median over some of them: an answer and the way back, again and again."""
    spent = []
    for number in range(wanted.stop):
        text = OPENING[number] if number < len(OPENING) else ("mostly", "/back")[number % 2]
        before = time.process_time_ns()
        await conversation.hear(address, Message(str(number), text, number))
        if number in wanted:
            spent.append((time.process_time_ns() - before) / 1000)
    return median(spent)


Asked = tuple[Conversation, range]


async def _cost(*asked: Asked, repetitions: int) -> list[float]:
    """Microseconds of a turn in each, by turns."""
    spent: list[list[float]] = [[] for _ in asked]
    for _ in range(repetitions + 1):
        for costs, (conversation, wanted) in zip(spent, asked, strict=True):
            costs.append(await _turns(conversation, f"telegram:{secrets.randbits(40)}", wanted))
    return [median(costs[1:]) for costs in spent]  # the first time everything is new


async def _costs(empty: str, full: str, keyring: Keyring) -> tuple[float, float, float]:
    """Microseconds of an early turn; a late one, and an early one among many conversations of others, as many times."""
    script, stores = load_script(), (Store(empty, keyring), Store(full, keyring))
    alone, among = (Conversation(each, script) for each in stores)
    early, late = await _cost((alone, EARLY), (alone, LATE), repetitions=REPETITIONS)
    by_itself, beside = await _cost((alone, EARLY), (among, EARLY), repetitions=8 * REPETITIONS)
    for store in stores:
        await store.close()
    return early, late / early, beside / by_itself


def _fill(url: str, many: int) -> None:
    """Conversations of others, of the size of a finished check."""
    with Redis.from_url(url) as redis:
        for start in range(0, many, A_BATCH):
            with redis.pipeline(transaction=False) as pipe:
                for number in range(start, start + A_BATCH):
                    kept: dict[str | bytes, bytes | float | int | str] = {
                        "document": secrets.token_bytes(2000),
                        "key": b"k" * 40,
                        "revision": 30,
                        "turn": "t" * 12,
                    }
                    pipe.hset(f"vara:{{{number:032x}}}", mapping=kept)
                pipe.execute()


def _start(url: str, folder: Path, key: bytes) -> tuple[float, float]:
    """Seconds until the shipped process is ready, and kilobytes that each further conversation takes in it."""
    served = Served(free_port(), folder, VARA_REDIS_URL=url, VARA_ENCRYPTION_KEY=base64.urlsafe_b64encode(key).decode())
    begun = time.perf_counter()
    served.start()
    seconds = time.perf_counter() - begun
    for house in ("10.0.0.1", "10.0.0.2"):
        _open(served, house)
    before = served.megabytes()
    _open(served, "10.0.0.3")
    after = served.megabytes()
    served.stop()
    return seconds, max(0.0, after - before) * 1000 / OPENED


def _open(served: Served, house: str) -> None:
    """Of people behind the same address, as a proxy tells it."""
    with httpx.Client(base_url=served.address, headers={"X-Forwarded-For": house}) as client:
        for _ in range(OPENED):
            Talk(client).begun()


def parts(*, small: bool = False) -> list[Part]:
    key, many = secrets.token_bytes(32), MANY // 10 if small else MANY
    with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as url:
        full = f"{url.rpartition('/')[0]}/1"
        _fill(full, many)
        early, longer, busier = uvloop.run(_costs(url, full, Keyring(key)))
        seconds, kilobytes = _start(full, Path(name), key)
    lines = [
        Line("turn 10 of a conversation, load to commit", early, "µs"),
        Line("turn 1,000, as many times as long", longer, "x", at_most(1.1)),
        Line(f"with {many:,} conversations in the store, as many times as long", busier, "x", at_most(1.05)),
        Line(f"ready with {many:,} conversations in the store", seconds, "s", at_most(2)),
        Line("memory of each further conversation in the process", kilobytes, "kB", at_most(0.5)),
    ]
    return [Part("Growth", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
