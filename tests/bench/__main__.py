"""Prints all measurements with their goals: `make bench`. Each can also be run alone: `python -m tests.bench.turn`.

`--small` takes fewer repetitions, `--keep FILE` writes what is printed into a page. Nothing fails by a figure.
"""

import argparse
import os
import platform
import signal
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tests.bench.contenders import PEERS
from tests.bench.lines import Part

PARTS = ("telegram", "web", "turn", "core", "drawing", "growth", "process", "team", "actions")
VERSIONS = ("aiogram", "aiohttp", "python-telegram-bot", "redis", "starlette", "typst", "uvicorn", "uvloop")
SAID = "Medians over interleaved repetitions. What is not said to be by the clock is processor time of the one process."


def about() -> str:
    """When, on what machine, and with which versions it was measured."""
    day = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    machine = f"{os.cpu_count()} processors ({_processor()}), {platform.system()}, Python {platform.python_version()}"
    versions = ", ".join(f"{each} {version(each)}" for each in VERSIONS)
    busy = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{day} · {machine}\nload of the machine at the beginning: {busy}\n{versions}\n{SAID}\n"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def measured(names: list[str], *, small: bool) -> str:
    """All parts, printed as they come."""
    told = about()
    print(told, flush=True)
    for name in names:
        parts: list[Part] = import_module(f"tests.bench.{name}").parts(small=small)
        for part in parts:
            print(part, flush=True)
            told += f"\n{part}"
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", default=PARTS)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers of ours end with us
    if not PEERS.exists():
        sys.exit("The peers are not installed; `make bench` installs them.")
    told = measured(list(chosen.names), small=chosen.small)
    if chosen.keep:
        chosen.keep.write_text(f"# How fast\n\nWritten by `make bench`.\n\n```\n{told.rstrip()}\n```\n", "utf-8")


if __name__ == "__main__":
    main()
