"""How many questions a way up and down the levels costs: counted over every way of answering, once per rubric.

The ladder has to settle where a competency stands: between a level that holds and a level that fails.
With every rating of a statement equally likely, what a question leads to can simply be counted.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL

NONE_FAILS = HIGHEST_LEVEL + 1
"""Stands for the failing level as long as none is known, or when even the highest holds."""

TRUST = 4
"""A guess is taken to be so many times as likely as the level beside it."""

LIKELY = {1: 6, 2: 5, 3: 4, 4: 3, 5: 2}
"""How likely the levels are beside each other as long as nobody has guessed: the high ones are rare in practice."""

DREAD = 0.5
"""What one question more in the worst case counts beside one question more on average."""

MOSTLY = 2
"""So many of the ratings, counted from the best, are enough for an essential statement."""

Margins = tuple[int, ...]
"""What each rating adds to a level, less what a level needs per statement: the best first, the worst last."""

Gap = tuple[int, int]
"""A level that holds (or the lowest) and a level that fails (or NONE_FAILS): the competency stands between."""


class Cost(NamedTuple):
    """A number of questions: on average, and at worst."""

    mean: float
    worst: int

    def plus(self, other: "Cost") -> "Cost":
        return Cost(self.mean + other.mean, self.worst + other.worst)


class Rest(NamedTuple):
    """A level under way: the margin so far, and how many statements without an answer are left."""

    margin: int
    essential: int
    others: int


class Chances(NamedTuple):
    """All ways of answering a rest: how many make the level hold and how many let it fail.

    `to_hold` and `to_fail` are the numbers of questions until that is certain.
    """

    hold: int
    fail: int
    to_hold: Cost
    to_fail: Cost


class Route(NamedTuple):
    """For each gap the level to ask next, and per true level the number of questions from there on.

    `rests` are the levels before anything is answered.
    """

    rests: Mapping[int, Rest]
    ask: Mapping[Gap, int]
    costs: Mapping[Gap, Mapping[int, Cost]]


NOTHING = Cost(0.0, 0)


@lru_cache(maxsize=4096)
def chances(margins: Margins, rest: Rest) -> Chances:
    """What the answers to a rest can lead to, essential statements asked first."""
    margin, essential, others = rest
    ways = len(margins) ** (essential + others)
    if margin + (essential + others) * margins[0] < 0:
        return Chances(0, ways, NOTHING, NOTHING)
    if not essential and margin + others * margins[-1] >= 0:
        return Chances(ways, 0, NOTHING, NOTHING)
    after = [chances(margins, each) for each in _answers(margins, rest)]
    ruined = ways - sum(each.hold + each.fail for each in after)
    to_hold = _one_more([(each.hold, each.to_hold) for each in after])
    to_fail = _one_more([(ruined, NOTHING), *((each.fail, each.to_fail) for each in after)])
    hold = sum(each.hold for each in after)
    return Chances(hold, ways - hold, to_hold, to_fail)


def route(margins: Margins, rests: tuple[Rest, ...], guess: int | None) -> Route:
    """The route through levels of which nothing is answered yet: `rests` are those of levels 2 to 5.

    With a guess the levels around it come first. Without one it is the route that costs least, on average and at worst.
    """
    by_level = dict(enumerate(rests, start=LOWEST_LEVEL + 1))
    ask: dict[Gap, int] = {}
    costs: dict[Gap, dict[int, Cost]] = {(low, low + 1): {low: NOTHING} for low in range(LOWEST_LEVEL, NONE_FAILS)}
    for width in range(2, NONE_FAILS - LOWEST_LEVEL + 1):
        for low in range(LOWEST_LEVEL, NONE_FAILS - width + 1):
            gap = (low, low + width)
            ways = {level: _costs(margins, by_level[level], costs, gap, level) for level in _tries(gap, guess)}
            ask[gap] = min(ways, key=lambda level: _weight(ways[level], guess))
            costs[gap] = ways[ask[gap]]
    return Route(by_level, ask, costs)


def trust(level: int, guess: int | None) -> float:
    """How likely a true level is, beside the others."""
    return LIKELY[level] if guess is None else TRUST ** -abs(level - guess)


def _weight(costs: Mapping[int, Cost], guess: int | None) -> float:
    trusts = {level: trust(level, guess) for level in costs}
    mean = sum(trusts[level] * cost.mean for level, cost in costs.items()) / sum(trusts.values())
    return mean + DREAD * max(cost.worst for cost in costs.values())


def _one_more(ways: list[tuple[int, Cost]]) -> Cost:
    """One question, and then what its answers lead to: (number of ways, cost) each."""
    possible = [(number, cost) for number, cost in ways if number]
    if not possible:
        return NOTHING
    total = sum(number for number, _ in possible)
    mean = sum(number * cost.mean for number, cost in possible) / total
    return Cost(1 + mean, 1 + max(cost.worst for _, cost in possible))


def _answers(margins: Margins, rest: Rest) -> list[Rest]:
    """The rest after each answer to its next statement, without those that ruin it: an essential one below *mostly*."""
    margin, essential, others = rest
    if essential:
        return [Rest(margin + each, essential - 1, others) for each in margins[:MOSTLY]]
    return [Rest(margin + each, 0, others - 1) for each in margins]


def _tries(gap: Gap, guess: int | None) -> tuple[int, ...]:
    low, failing = gap
    if guess is None:
        return tuple(range(low + 1, failing))
    return (max(low + 1, min(guess, failing - 1)),)


def _costs(
    margins: Margins,
    rest: Rest,
    costs: Mapping[Gap, Mapping[int, Cost]],
    gap: Gap,
    level: int,
) -> dict[int, Cost]:
    """Number of questions per true level, if `level` is asked next. The first failing level is asked in full."""
    low, failing = gap
    ahead = chances(margins, rest)
    whole = Cost(rest.essential + rest.others, rest.essential + rest.others)
    cost = {true: ahead.to_fail.plus(costs[low, level][true]) for true in range(low, level - 1)}
    cost[level - 1] = whole.plus(costs[low, level][level - 1])
    return cost | {true: ahead.to_hold.plus(costs[level, failing][true]) for true in range(level, failing)}
