"""Learns what traits weigh from the examples: `make learn`. Needed only after examples or tables have changed.

A softmax regression with one weight for each trait and outcome. Traits are left out at random while learning, so that
no answer hangs on one word alone.
"""

import json
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dialogues.understanding.examples import digest, examples
from dialogues.understanding.judging import NOTHING, WEIGHTS, Weights, key_of
from dialogues.understanding.sentence import Sentence
from dialogues.understanding.traits import traits_of

RAREST = 4
"""A trait counts if so many examples have it."""
ROUNDS = 16
BATCH = 64
LEFT_OUT = 0.4
SMOOTHING = 0.01
PACE, STEADY, STEADIER = 0.02, 0.9, 0.999
"""Adam's step, and how long it remembers the slope and its square."""
SMALLEST = 1e-8
FLOAT = np.float32

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Lesson(NamedTuple):
    """The traits of an example, and what it means: `mostly`, `ask mostly`, `do back`, `note` …"""

    meaning: str
    traits: tuple[str, ...]


def learn(lessons: Sequence[Lesson], learned_from: str) -> Weights:
    """The weights with which the examples are told apart best. The same examples always give the same weights."""
    counts = Counter(trait for lesson in lessons for trait in lesson.traits)
    # Sorted by key, so that a trait is found by halving; of two with one key the commoner one counts.
    common = {
        key_of(trait): trait for trait, count in sorted(counts.items(), key=lambda each: each[1]) if count >= RAREST
    }
    place = {common[key]: at for at, key in enumerate(sorted(common))}
    outcomes = tuple(sorted({lesson.meaning for lesson in lessons}))
    rows = [np.array([place[each] for each in lesson.traits if each in place], np.int64) for lesson in lessons]
    sizes = np.array([len(lesson.traits) for lesson in lessons], FLOAT)
    wanted = np.array([outcomes.index(lesson.meaning) for lesson in lessons], np.int64)
    weights, bias = _fitted(rows, sizes, wanted, len(place), len(outcomes))
    return _packed(weights, bias, sorted(common), outcomes, learned_from)


def write(learned: Weights, path: Path = WEIGHTS) -> None:
    """Writes the weights as `judging.weights` reads them."""
    head = {
        "outcomes": learned.outcomes,
        "bias": learned.bias,
        "scale": learned.scale,
        "learned_from": learned.learned_from,
        "traits": len(learned.keys),
    }
    path.write_bytes(zlib.compress(json.dumps(head).encode() + b"\n" + learned.keys.tobytes() + learned.rows, 9))


def _fitted(rows: list[Ints], sizes: Floats, wanted: Ints, traits: int, outcomes: int) -> tuple[Floats, Floats]:
    chance = np.random.default_rng(0)
    weights, bias = _Adam((traits, outcomes)), _Adam((1, outcomes))
    first = np.zeros(1, np.int64)
    steps = ROUNDS * -(-len(rows) // BATCH)
    step = 0
    for _ in range(ROUNDS):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            batch = order[start : start + BATCH]
            flat = np.concatenate([rows[each] for each in batch])
            owner = np.repeat(np.arange(len(batch)), [len(rows[each]) for each in batch])
            kept = (chance.random(len(flat)) >= LEFT_OUT).astype(FLOAT) / (1 - LEFT_OUT)
            kept /= np.sqrt(sizes[batch])[owner]
            error = _softmax(_summed(weights.values[flat] * kept[:, None], owner, len(batch)) + bias.values)
            error -= SMOOTHING / outcomes
            error[np.arange(len(batch)), wanted[batch]] -= 1 - SMOOTHING
            error /= len(batch)
            pace = PACE * (1 - step / steps)
            touched, inverse = np.unique(flat, return_inverse=True)
            weights.step(touched, _summed(error[owner] * kept[:, None], inverse, len(touched)), pace)
            bias.step(first, error.sum(axis=0, keepdims=True), pace)
            step += 1
    return weights.values, bias.values[0]


class _Adam:
    """Values that follow a slope; only the rows that were touched move."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.values: Floats = np.zeros(shape, FLOAT)
        self._slope: Floats = np.zeros(shape, FLOAT)
        self._square: Floats = np.zeros(shape, FLOAT)
        self._steps = 0

    def step(self, touched: Ints, slope: Floats, pace: float) -> None:
        self._steps += 1
        self._slope[touched] = STEADY * self._slope[touched] + (1 - STEADY) * slope
        self._square[touched] = STEADIER * self._square[touched] + (1 - STEADIER) * slope**2
        unbiased = pace * np.sqrt(1 - STEADIER**self._steps) / (1 - STEADY**self._steps)
        self.values[touched] -= unbiased * self._slope[touched] / (np.sqrt(self._square[touched]) + SMALLEST)


def _summed(values: Floats, owner: Ints, owners: int) -> Floats:
    """The rows of each owner, added up."""
    order = np.argsort(owner, kind="stable")
    counts = np.bincount(owner, minlength=owners)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    total: Floats = np.zeros((owners, values.shape[1]), FLOAT)
    filled = counts > 0
    total[filled] = np.add.reduceat(values[order], starts[filled])
    return total


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely: Floats = powers / powers.sum(axis=1, keepdims=True)
    return likely


def _packed(weights: Floats, bias: Floats, keys: list[int], outcomes: tuple[str, ...], learned_from: str) -> Weights:
    """One byte a weight."""
    scale = float(np.quantile(np.abs(weights), 0.9999)) / (NOTHING - 1)
    steps = np.clip(np.rint(weights / scale), 1 - NOTHING, NOTHING - 1).astype(np.int64)
    rows = (steps + NOTHING).astype(np.uint8).tobytes()
    return Weights(outcomes, tuple(map(float, bias)), scale, learned_from, array("I", keys), rows)


def main() -> None:
    lessons = tuple(Lesson(each.meaning, traits_of(Sentence(each.text, each.language))) for each in examples())
    learned = learn(lessons, digest())
    write(learned)
    sys.stdout.write(f"{len(learned.keys)} traits, {WEIGHTS.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
