"""What the shipped process costs: seconds until it is ready, memory when idle, and what a conversation takes."""

import asyncio
import secrets
import tempfile
import time
from pathlib import Path
from statistics import median

from redis import Redis

from dialogues.message import Message
from dialogues.script import load_script
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.store import FINGERPRINT, Store
from tests.bot.web.served import Served
from tests.redis_server import free_port, running_redis

STARTS = 5


def start_and_memory(folder: Path) -> tuple[float, float]:
    """Seconds to `/readyz` (median) and megabytes when idle, without Telegram, with the embedded store."""
    seconds = []
    megabytes = 0.0
    for _ in range(STARTS):
        served = Served(free_port(), folder)
        begun = time.perf_counter()
        served.start()
        seconds.append(time.perf_counter() - begun)
        megabytes = served.megabytes()
        served.stop()
    return median(seconds), megabytes


async def bytes_of_a_conversation(url: str) -> tuple[int, int]:
    """Answers and bytes in Redis of a check in which every statement is mostly true."""
    store = Store(url, Keyring(secrets.token_bytes(32)))
    conversation = Conversation(store, load_script())
    for number, text in enumerate(["agree", "Mendoza", "full", *["mostly"] * 60]):
        await conversation.hear("telegram:1", Message(str(number), text, number))
    answers = len((await conversation.export("telegram:1"))["session"]["entries"])
    await store.close()
    with Redis.from_url(url) as redis:
        name = next(name for name in redis.scan_iter() if name != FINGERPRINT.encode())
        return answers, int(redis.memory_usage(name))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        seconds, megabytes = start_and_memory(Path(name))
        print("the shipped process, embedded store, without Telegram")
        print(f"  ready after {seconds:.2f} s (median of {STARTS}, goal 2 s), idle {megabytes:.0f} MB (goal 120 MB)")
        with running_redis(Path(name)) as url:
            answers, taken = asyncio.run(bytes_of_a_conversation(url))
        print(f"  a conversation with {answers} answers takes {taken} bytes in Redis (goal 4096 with 25)")


if __name__ == "__main__":
    main()
