"""A turn on Telegram, everything included, beside what a team would otherwise write: the same 25 questions by button,
the same Redis, the same stub for Telegram.

What counts is the processor time of the bot's own process: it is the same on a busy machine, and it is what a core can
do. Repetitions are interleaved, so whatever disturbs them disturbs all.
"""

import asyncio
import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import uvloop

from tests.bench.contenders import (
    AIOGRAM,
    CONTENDERS,
    IN_REDIS,
    ISOLATED,
    PEERS,
    PICKLED,
    POLLING,
    ROOT,
    VARA,
    Contender,
    all_running,
    environment,
)
from tests.bench.lines import Goal, Line, Part, at_least
from tests.bench.pressing import Spent, turns
from tests.bench.stub import Stub
from tests.redis_server import running_redis

PEOPLE = {1: 16, 32: 1}
"""How many in a row in each lane, by how many lanes there are at once."""
REPETITIONS, BY_POLLING = 5, 3
FLOOR = "the floor: two Redis commands and two HTTP calls"
FLOOR_TURNS = 2_560
GOALS = {ISOLATED.name: at_least(3.5), AIOGRAM.name: at_least(2.5), FLOOR: at_least(1 / 1.6)}
"""How many times as many turns a core takes with Vara: at most 1.6 times the floor's processor time is 0.625."""

Measured = dict[tuple[int, str], list[Spent]]


def parts(*, small: bool = False) -> list[Part]:
    """One part for each number of people at once: by webhook, then by long polling, to compare."""
    by_webhook = uvloop.run(_measured(CONTENDERS, 1 if small else REPETITIONS))
    by_polling = uvloop.run(_measured(POLLING, 1 if small else BY_POLLING))
    told = [_told(f"A turn on Telegram, {at_once} at once", at_once, by_webhook, GOALS) for at_once in PEOPLE]
    return told + [_told(f"The same by long polling, {at_once} at once", at_once, by_polling, {}) for at_once in PEOPLE]


async def _measured(contenders: tuple[Contender, ...], repetitions: int) -> Measured:
    measured: Measured = defaultdict(list)
    with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as redis:
        async with all_running(contenders, redis, Path(name)) as bots:
            for at_once, people in PEOPLE.items():
                for _ in range(repetitions):
                    if contenders is CONTENDERS:
                        measured[at_once, FLOOR].append(await _floor(redis, Path(name), at_once))
                    for contender, stub, pid in bots:
                        spent = await turns(stub, contender.opening, at_once, people, pid)
                        measured[at_once, contender.name].append(spent)
    return measured


async def _floor(redis: str, folder: Path, at_once: int) -> Spent:
    stub = Stub()
    own = environment(redis, folder, 0, await stub.listen())
    command = (str(PEERS), "-m", "tests.bench.peers.floor", str(at_once), str(FLOOR_TURNS))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own, stdout=subprocess.PIPE)
    told, _ = await process.communicate()
    await stub.close()
    return Spent(**json.loads(told), turns=FLOOR_TURNS)


def _told(heading: str, at_once: int, measured: Measured, goals: Mapping[str, Goal]) -> Part:
    cpu = {name: median(each.cpu for each in spent) for (at, name), spent in measured.items() if at == at_once}
    rate = {name: median(each.rate for each in spent) for (at, name), spent in measured.items() if at == at_once}
    lines = [Line(f"{name}: processor time of a turn", each, "µs") for name, each in cpu.items()]
    lines += [Line(f"{name}: turns a second by one core", 1e6 / each, "/s") for name, each in cpu.items()]
    lines += [Line("Vara: turns a second by the clock", rate[VARA.name], "/s")]
    others = (ISOLATED.name, AIOGRAM.name, IN_REDIS.name, PICKLED.name, FLOOR)
    lines += [_ratio(name, cpu, goals.get(name)) for name in others if name in cpu]
    return Part(heading, lines)


def _ratio(name: str, cpu: dict[str, float], goal: Goal | None) -> Line:
    return Line(f"Vara's turns by one core, as many times those of {name}", cpu[name] / cpu[VARA.name], "x", goal)


if __name__ == "__main__":
    for part in parts():
        print(part)
