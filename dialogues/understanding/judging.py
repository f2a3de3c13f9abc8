"""How likely each outcome is: what the traits of a sentence weigh, added up.

The weights are learned from `dialogues/examples` (see `learning.py`) and lie in `weights.bin`.
"""

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

WEIGHTS = Path(__file__).with_name("weights.bin")
STRONGEST = 12
"""Traits that are told to those who ask why."""
NOTHING = 128
"""How a weight of zero is written: a weight is one byte."""


class Weights(NamedTuple):
    """What was learned. `rows` has one byte for each outcome, for each trait in the order of `keys`.

    `keys` are checksums of the traits, sorted. `scale` is what one step of a byte is worth. `learned_from` is a
    digest of the examples and tables.
    """

    outcomes: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    learned_from: str
    keys: "array[int]"
    rows: bytes


class Judgement(NamedTuple):
    """Outcomes with their likelihood, 0 to 1, the likeliest first; and the traits that speak most for the first."""

    ranked: tuple[tuple[str, float], ...]
    because: tuple[str, ...]


def judge(traits: Sequence[str]) -> Judgement:
    """Weighs traits against each other. Traits that no example has weigh nothing."""
    known = weights()
    rows = list(_rows_of(traits, known))
    sums = [sum(each) for each in zip(*(row for _, row in rows), strict=True)] or [0] * len(known.outcomes)
    share = known.scale / sqrt(max(1, len(traits)))
    scores = [bias + share * (each - NOTHING * len(rows)) for bias, each in zip(known.bias, sums, strict=True)]
    highest = max(scores)
    likely = [exp(each - highest) for each in scores]
    total = sum(likely)
    ranked = sorted(((each / total, at) for at, each in enumerate(likely)), reverse=True)
    first, second = ranked[0][1], ranked[1][1]
    strongest = sorted(rows, key=lambda row: row[1][second] - row[1][first])[:STRONGEST]
    return Judgement(
        tuple((known.outcomes[at], chance) for chance, at in ranked),
        tuple(trait for trait, row in strongest if row[first] > row[second]),
    )


def key_of(trait: str) -> int:
    """The number under which a trait's weights are kept."""
    return zlib.crc32(trait.encode())


@cache
def weights() -> Weights:
    """What was learned, read once."""
    head, _, body = zlib.decompress(WEIGHTS.read_bytes()).partition(b"\n")
    told = json.loads(head)
    keys = array("I")
    keys.frombytes(body[: told["traits"] * keys.itemsize])
    return Weights(
        tuple(told["outcomes"]),
        tuple(told["bias"]),
        told["scale"],
        told["learned_from"],
        keys,
        body[told["traits"] * keys.itemsize :],
    )


def _rows_of(traits: Sequence[str], known: Weights) -> Iterator[tuple[str, bytes]]:
    keys, rows, width = known.keys, known.rows, len(known.outcomes)
    last = len(keys)
    for trait in traits:
        key = zlib.crc32(trait.encode())
        at = bisect_left(keys, key)
        if at < last and keys[at] == key:
            yield trait, rows[at * width : (at + 1) * width]
