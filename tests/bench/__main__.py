"""Prints all measurements: `make bench`. Each can also be run alone: `python -m tests.bench.turn`."""

from runpy import run_module

for each in ("turn", "process", "team", "drawing", "ladder", "actions"):
    run_module(f"tests.bench.{each}", run_name="__main__")
