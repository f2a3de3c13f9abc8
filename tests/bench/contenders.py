"""Who is measured: Vara, and what a team would otherwise take. Each is a process of its own, with a stub of its own."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from bot.telegram.writing import keyboard
from dialogues.message import Button
from dialogues.script import load_script
from tests.bench.stub import Stub
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build" / "peers" / "bin" / "python"
TOKEN = "4242:a-token-that-only-the-stub-knows"
SECRET = "a-secret-that-only-the-stub-knows"
QUESTIONS = 25
START_SECONDS = 30


class Contender(NamedTuple):
    """`command` after the interpreter; `opening` is what people type until the first question stands.

    `polls`: asks for updates, where others are given them by a webhook.
    """

    name: str
    command: tuple[str, ...]
    opening: tuple[str, ...] = ("/start",)
    ours: bool = False
    polls: bool = False


VARA = Contender("Vara", ("-m", "tests.bench.vara"), ("/start", "agree", "Mendoza", "full"), ours=True)
ISOLATED = Contender(
    "aiogram 3.31, RedisStorage, RedisEventIsolation", ("-m", "tests.bench.peers.aiogram_survey", "isolated")
)
AIOGRAM = Contender("aiogram 3.31, RedisStorage", ("-m", "tests.bench.peers.aiogram_survey"))
PICKLED = Contender("python-telegram-bot 22.8, PicklePersistence", ("-m", "tests.bench.peers.ptb_survey", "pickle"))
IN_REDIS = Contender("python-telegram-bot 22.8, kept in Redis", ("-m", "tests.bench.peers.ptb_survey", "redis"))
CONTENDERS = (VARA, AIOGRAM, ISOLATED, PICKLED, IN_REDIS)
POLLING = (
    VARA._replace(polls=True),
    *(each._replace(command=(*each.command, "polling"), polls=True) for each in (AIOGRAM, ISOLATED)),
)


class Running(NamedTuple):
    contender: Contender
    stub: Stub
    pid: int


@asynccontextmanager
async def all_running(contenders: tuple[Contender, ...], redis: str, folder: Path) -> AsyncIterator[list[Running]]:
    """Everybody ready to be spoken to; those who wait cost nothing."""
    write_questions(folder)
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(_running(each, redis, folder)) for each in contenders]


def write_questions(folder: Path) -> None:
    """The first statements of the rubric, as Vara asks them, for everybody else."""
    script = load_script()
    statements = [each for area in script.rubric("en").competencies for each in area.statements][:QUESTIONS]
    asked = [(each.id, f"{each.competency} · question\n\n{each.text}", _buttons(each.id)) for each in statements]
    (folder / "questions.json").write_text(json.dumps(asked), "utf-8")


def environment(redis: str, folder: Path, port: int, api: str = "", *, polls: bool = False) -> dict[str, str]:
    """For peers and for Vara alike."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("VARA_")}
    peer = {"PEER_API": api, "PEER_PORT": str(port), "PEER_REDIS": redis, "PEER_FOLDER": str(folder)}
    vara = {"VARA_REDIS_URL": redis, "VARA_DATA_DIR": str(folder)}
    telegram = {"VARA_TELEGRAM_TOKEN": TOKEN, "VARA_TELEGRAM_API": api}
    webhook = {"VARA_WEBHOOK_URL": f"http://127.0.0.1:{port}", "VARA_WEBHOOK_SECRET": SECRET}
    return own | peer | vara | (telegram if api else {}) | (webhook if api and not polls else {})


def interpreter(contender: Contender) -> str:
    return sys.executable if contender.ours else str(PEERS)


def _buttons(statement: str) -> list[list[tuple[str, str]]]:
    labels = ("Fully", "Mostly", "In places", "No", "Don't know")
    values = ("fully", "mostly", "partly", "no", "unknown")
    ratings = [Button(label, f"{statement}.{value}") for label, value in zip(labels, values, strict=True)]
    rows = keyboard([*ratings, Button("What counts?", "help"), Button("Back", "back")], 0)
    return [[(key.label, key.data.partition("|")[2]) for key in row] for row in rows]


def started(command: list[str], settings: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """A process that writes its errors into the folder."""
    with (folder / "errors.txt").open("ab") as errors:
        return subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=errors)


@asynccontextmanager
async def _running(contender: Contender, redis: str, folder: Path) -> AsyncIterator[Running]:
    stub, port = Stub(), free_port()
    api = await stub.listen()
    command = [interpreter(contender), *contender.command, *(("--port", str(port)) if contender.ours else ())]
    process = started(command, environment(redis, folder, port, api, polls=contender.polls), folder)
    try:
        await until_ready(contender, port, process, folder, lambda: bool(stub.webhook or stub.polled))
        yield Running(contender, stub, process.pid)
    finally:
        process.kill()
        await asyncio.to_thread(process.wait, 10)
        await stub.close()


async def until_ready(
    contender: Contender,
    port: int,
    process: subprocess.Popen[bytes],
    folder: Path,
    also: Callable[[], bool] = lambda: True,
) -> None:
    """Raises RuntimeError with what the process wrote if it does not come."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if also() and (contender.polls or await _listens(port)):
            return
        await asyncio.sleep(0.05)
    raise RuntimeError(f"{contender.name} did not start: {(folder / 'errors.txt').read_text()[-2000:]}")


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
