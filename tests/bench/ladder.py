"""How many questions the ladder asks: mean and worst, exactly, over all consistent officials.

An official is one pattern of *fully, mostly, partly, no* over all statements; consistent means that the levels which
hold lie beneath those that fail. Two crowds are counted, competency by competency (they are independent, so means and
worst cases add up):

- levels alike: every true level, 1 to 5, is equally likely, and within it every pattern that leads to it;
- officials alike: every pattern is equally likely, so low levels are frequent, as in practice.

No sampling: the ladder is followed through every answer that anybody could give, and each end is weighted by the
number of patterns that lead there.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from math import prod
from typing import NamedTuple

from rubric.ladder import next_statement
from rubric.loading import load_rubric
from rubric.model import Competency, Rating, Rubric
from rubric.scoring import tally_levels

LEVELS = range(1, 6)
PLAIN = (Rating.FULLY, Rating.MOSTLY, Rating.PARTLY, Rating.NO)
TO_BEAT = "a sketch to beat: mean 22 without a quick check, 17 after one, 33 at worst from a start at level 3"

Ways = Mapping[int, tuple[int, int]]
"""Per level: how many patterns of what is not answered yet let it fail, and how many make it hold."""


class Crowd(NamedTuple):
    """All officials of one true level in one competency: their number, and the questions they were asked."""

    officials: int
    asked: int
    worst: int

    @property
    def mean(self) -> float:
        return self.asked / self.officials


class Result(NamedTuple):
    """Questions in a whole check: the mean over both crowds, and the worst case."""

    levels_alike: float
    officials_alike: float
    worst: int


Guess = Callable[[int], int | None]
"""What the quick check says of a true level."""

CHECKS: Mapping[str, Guess] = {
    "without a quick check": lambda _true: None,
    "after a quick check that is right": lambda true: true,
    "  ... one level too high": lambda true: min(true + 1, 5),
    "  ... one level too low": lambda true: max(true - 1, 1),
    "for comparison: always from level 3": lambda _true: 3,
}


def walk_all(rubric: Rubric, area: Competency, guess: int | None) -> dict[int, Crowd]:
    """The crowd of each true level in one competency."""
    crowds = dict.fromkeys(LEVELS, Crowd(0, 0, 0))
    count = partial(_count_ways, rubric, area, {})
    for asked, ways in _walks(rubric, area, guess, count):
        for true, crowd in crowds.items():
            officials = prod(counts[level <= true] for level, counts in ways.items())
            if officials:
                worst = max(crowd.worst, asked)
                crowds[true] = Crowd(crowd.officials + officials, crowd.asked + asked * officials, worst)
    return crowds


def measure(rubric: Rubric) -> dict[str, Result]:
    """All kinds of checks by name."""
    walked = {
        (area.id, guess): walk_all(rubric, area, guess) for area in rubric.competencies for guess in (None, *LEVELS)
    }
    return {
        name: _sum([[walked[area.id, guess(true)][true] for true in LEVELS] for area in rubric.competencies])
        for name, guess in CHECKS.items()
    }


def _sum(areas: list[list[Crowd]]) -> Result:
    return Result(
        sum(sum(crowd.mean for crowd in crowds) / len(crowds) for crowds in areas),
        sum(sum(crowd.asked for crowd in crowds) / sum(crowd.officials for crowd in crowds) for crowds in areas),
        sum(max(crowd.worst for crowd in crowds) for crowds in areas),
    )


Count = Callable[[int, Mapping[str, Rating]], tuple[int, int]]


def _walks(rubric: Rubric, area: Competency, guess: int | None, count: Count) -> Iterator[tuple[int, Ways]]:
    """Every end of the ladder that a consistent official can reach: the number of questions, and who comes here."""
    start: Ways = {level: count(level, {}) for level in area.by_level}
    under_way: list[tuple[dict[str, Rating], Ways]] = [({}, start)]
    while under_way:
        ratings, ways = under_way.pop()
        statement = next_statement(rubric, area.id, ratings, guess)
        if statement is None:
            yield len(ratings), ways
            continue
        for rating in PLAIN:
            after = {**ratings, statement.id: rating}
            following = {**ways, statement.level: count(statement.level, after)}
            if _is_consistent(following):
                under_way.append((after, following))


def _is_consistent(ways: Ways) -> bool:
    return any(all(counts[level <= true] for level, counts in ways.items()) for true in LEVELS)


def _count_ways(
    rubric: Rubric,
    area: Competency,
    seen: dict[tuple[Rating | None, ...], tuple[int, int]],
    level: int,
    ratings: Mapping[str, Rating],
) -> tuple[int, int]:
    statements = area.by_level[level]
    key = (None,) * level + tuple(ratings.get(each.id) for each in statements)
    if key not in seen:
        choices = [[ratings[each.id]] if each.id in ratings else list(PLAIN) for each in statements]
        patterns = [dict(zip((each.id for each in statements), pattern, strict=True)) for pattern in product(*choices)]
        holding = sum(tally_levels(rubric.scoring, area, pattern)[level].holds for pattern in patterns)
        seen[key] = len(patterns) - holding, holding
    return seen[key]


def report(results: Mapping[str, Result]) -> str:
    lines = [f"{'questions in a full check':38}{'levels alike':>14}{'officials alike':>17}{'worst':>7}"]
    for name, result in results.items():
        lines.append(f"{name:38}{result.levels_alike:>14.2f}{result.officials_alike:>17.2f}{result.worst:>7}")
    return "\n".join([*lines, f"The quick check itself has 5 questions, not counted here; {TO_BEAT}.", ""])


if __name__ == "__main__":
    sys.stdout.write(report(measure(load_rubric())))
