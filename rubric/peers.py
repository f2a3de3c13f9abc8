"""What cities of similar size may see of each other: shares and moves, never fewer than five cities behind a figure.

Pure rules. Who takes part, and where it is kept, is no matter of the rubric.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL

FEWEST = 5
"""Cities behind any figure, and cities that have to be different before figures are told anew."""
PARTS = 5
"""A share is told in fifths, rounded."""


class City(NamedTuple):
    """What one city gives: levels, moves since its first result as (before, after), and tactics it has done."""

    levels: Mapping[str, int]
    moves: Mapping[str, tuple[int, int]] = {}
    done: frozenset[str] = frozenset()


class Move(NamedTuple):
    """A way that at least `cities` have gone, with the tactics that at least FEWEST of them have done."""

    competency: str
    before: int
    after: int
    cities: int
    tactics: tuple[str, ...]


class Figures(NamedTuple):
    """`cities` is rounded down to fives. `shares`: by competency, the fifths of its cities at levels 1 to 5."""

    cities: int
    shares: Mapping[str, tuple[int, ...]]
    moves: tuple[Move, ...]


def figures_of(cities: Iterable[City]) -> Figures | None:
    """What may be told of these cities; None if they are too few."""
    taking_part = [each for each in cities if each.levels]
    if len(taking_part) < FEWEST:
        return None
    levels: dict[str, Counter[int]] = {}
    for city in taking_part:
        for area, level in city.levels.items():
            levels.setdefault(area, Counter())[level] += 1
    shares = {area: _fifths(counted) for area, counted in sorted(levels.items()) if counted.total() >= FEWEST}
    return Figures(_in_fives(len(taking_part)), shares, tuple(_moves(taking_part)))


def differ_enough(told: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether figures may be told anew: none were, or so many cities came, left or changed that none can be told apart.

    Both give a sign of what each city gave, by the sign of the city.
    """
    different = sum(told.get(each) != now.get(each) for each in told.keys() | now.keys())
    return not told or different >= FEWEST


def _fifths(counted: Counter[int]) -> tuple[int, ...]:
    whole = counted.total()
    return tuple(round(PARTS * counted[level] / whole) for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))


def _moves(cities: list[City]) -> Iterable[Move]:
    gone: dict[tuple[str, int, int], list[City]] = {}
    for city in cities:
        for area, (before, after) in city.moves.items():
            if after > before:
                gone.setdefault((area, before, after), []).append(city)
    for (area, before, after), movers in sorted(gone.items()):
        if len(movers) >= FEWEST:
            done = Counter(tactic for city in movers for tactic in city.done)
            tactics = tuple(sorted(each for each, times in done.items() if times >= FEWEST))
            yield Move(area, before, after, _in_fives(len(movers)), tactics)


def _in_fives(count: int) -> int:
    return count - count % FEWEST
