"""What the shipped process costs: seconds until it is ready, memory when idle, and what a conversation takes."""

import asyncio
import os
import secrets
import subprocess
import sys
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
from tests.bench.lines import Line, Part, at_most
from tests.bot.web.served import Served
from tests.ports import free_port
from tests.redis_server import running_redis

STARTS = 5
HIDDEN = "import sys; sys.modules.update(dict.fromkeys(('opentelemetry', 'rich', 'pygments')))"
"""What only the tools of development bring along, and libraries of ours would take up."""


class Shipped(Served):
    """`vara serve` as it is shipped: compiled once, and without the tools of development."""

    def __init__(self, port: int, folder: Path) -> None:
        super().__init__(port, folder, PYTHONDONTWRITEBYTECODE="")
        serving = f"{HIDDEN}; from bot.cli import main; main(['serve', '--port', '{port}'])"
        self._command = [sys.executable, "-c", serving]


def start_and_memory(folder: Path) -> tuple[float, float]:
    """Seconds to `/readyz` (median) and megabytes when idle, without Telegram, with the embedded store."""
    seconds = []
    megabytes = 0.0
    for _ in range(STARTS):
        served = Shipped(free_port(), folder)
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


TIMED = f"{HIDDEN}; import time; begun = time.process_time(); import bot.serving; print(time.process_time() - begun)"


def milliseconds_of_imports() -> float:
    """Processor time of reading what `vara serve` needs before it opens, without that of Python itself (median)."""
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", TIMED]
    spent = [subprocess.run(command, env=compiled, check=True, capture_output=True).stdout for _ in range(STARTS)]
    return median(map(float, spent)) * 1000


def parts(*, small: bool = False) -> list[Part]:
    with tempfile.TemporaryDirectory() as name:
        seconds, megabytes = start_and_memory(Path(name))
        with running_redis(Path(name)) as url:
            answers, taken = asyncio.run(bytes_of_a_conversation(url))
    lines = [
        Line("imports: processor time", milliseconds_of_imports(), "ms", at_most(600)),
        Line("ready, by the clock", seconds, "s", at_most(2)),
        Line("memory when idle", megabytes, "MB", at_most(100)),
        Line(f"a conversation with {answers} answers in Redis", taken, "bytes", at_most(4096)),
    ]
    return [Part("The shipped process, embedded store, without Telegram", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
