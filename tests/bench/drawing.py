"""What a picture costs: the processor time of drawing one that was not drawn before."""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple, get_args

from bot.pictures import Pictures
from bot.pictures.drawing import Card, Easel, Form, Row, draw, easel
from dialogues.message import Picture
from dialogues.script import load_script
from tests.bench.contenders import PEERS, ROOT
from tests.bench.lines import Line, Part, at_most

PICTURES = 30
AREAS = ("Open data", "Data ecosystems", "Data analytics", "Decisions with data", "Participation and digital services")
NAMES = ("Beginning", "Basic", "Intermediate", "Advanced", "Exemplary")
GOALS: dict[Form, float] = {"png": 12, "svg": 3}
"""Milliseconds."""


class Drawn(NamedTuple):
    """Milliseconds, and bytes of the picture."""

    median: float
    size: int


def measure() -> dict[str, Drawn]:
    """By form. Every picture differs in its levels, so none comes from a cache."""
    using = easel()
    return {form: _drawn([_card(number) for number in range(PICTURES)], form, using) for form in get_args(Form)}


def _drawn(cards: list[Card], form: Form, using: Easel) -> Drawn:
    spent, size = [], 0
    for card in cards:
        before = time.process_time_ns()
        size = len(draw(using, card, form))
        spent.append((time.process_time_ns() - before) / 1_000_000)
    return Drawn(median(spent), size)


def _card(number: int) -> Card:
    return Card("en", f"Picture {number}", "First guess", "Level reached", "Possible", "", tuple(_rows(number)))


def _rows(number: int) -> Iterator[Row]:
    for area, title in enumerate(AREAS):
        level = 1 + (number * (area + 2) + area) % 5
        high = min(5, level + (number + area) % 3)
        yield Row(title, level, high, NAMES[level - 1], f"could be {high}" if high > level else "")


async def longest_pause() -> float:
    """Milliseconds for which the event loop stood still at most while pictures were drawn beside it."""
    pictures, longest, done = Pictures(load_script()), 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal longest
        while not done.is_set():
            begun = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - begun)

    watching = asyncio.create_task(watch())
    for level in range(1, 6):
        await pictures.png(Picture("en", "full", (("open_data", level, 5),)))
    done.set()
    await watching
    return longest * 1000


def parts(*, small: bool = False) -> list[Part]:
    ours, paused = measure(), asyncio.run(longest_pause())
    told = subprocess.run([PEERS, "-m", "tests.bench.peers.plotted"], cwd=ROOT, capture_output=True, check=True)
    peers: dict[Form, float] = json.loads(told.stdout)
    lines = [Line(f"{form}: processor time", ours[form].median, "ms", at_most(most)) for form, most in GOALS.items()]
    lines += [Line("the event loop stood still at most, with five drawn beside it", paused, "ms", at_most(5))]
    lines += [Line(f"matplotlib, {form}: processor time", each, "ms") for form, each in peers.items()]
    lines += [
        Line(f"matplotlib, {form}: as a multiple of ours", peers[form] / ours[form].median, "x") for form in peers
    ]
    return [Part("A picture", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
