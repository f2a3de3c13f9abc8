"""The ladder: the shortest honest way to the level of one competency, derived from the ratings alone.

A level is settled as soon as the rest of its statements cannot change whether it holds: then the ladder goes up or
down. Once a level that holds meets one that fails, the failing one is asked to its end, for the advice needs it.
Where to start and how to go on is the way that costs least, on average and at worst, unless a guess points somewhere.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rubric.model import (
    LOWEST_LEVEL,
    Given,
    Outline,
    Rating,
    Rubric,
    Scoring,
    Statement,
)
from rubric.odds import NONE_FAILS, Cost, Margins, Rest, Route, chances, route, trust
from rubric.scoring import Tallies, Tally, tally_levels

MOST_REMEMBERED = 8192


class Place(NamedTuple):
    """Where the ratings put us: `holds` is settled (or 1), `fails` too (or NONE_FAILS); `asking` comes next."""

    holds: int
    fails: int
    asking: int


def next_statement(
    rubric: Rubric, competency_id: str, ratings: Mapping[str, Rating], guess: int | None = None
) -> Statement | None:
    """The statement to ask next in a competency, or None when its level and what blocks the next one are known.

    `ratings` may hold answers of any order and origin; `guess` is a level, 1 to 5, that the person chose before.
    """
    return _next(rubric, competency_id, _given(rubric, competency_id, ratings), guess)


def questions_left(rubric: Rubric, competency_id: str, ratings: Mapping[str, Rating], guess: int | None = None) -> int:
    """About how many questions are still to come: the mean of what the answers can lead to. 0 when nothing is asked."""
    return _left(rubric, competency_id, _given(rubric, competency_id, ratings), guess)


def costs(rubric: Rubric, competency_id: str, guess: int | None = None) -> Mapping[int, Cost]:
    """How many questions a whole climb takes, on average and at worst, for each level that may turn out to be true."""
    area = rubric.competency_by_id[competency_id]
    return _route(_margins(rubric.scoring), area.outline, guess).costs[LOWEST_LEVEL, NONE_FAILS]


def _given(rubric: Rubric, competency_id: str, ratings: Mapping[str, Rating]) -> Given:
    return rubric.competency_by_id[competency_id].given(ratings)


class Reached(NamedTuple):
    """What the ratings of one competency come to."""

    tallies: Tallies
    way: Route
    place: Place


# A conversation asks for the same places again and again, and all conversations pass the same ones.
@lru_cache(maxsize=MOST_REMEMBERED)
def _reached(rubric: Rubric, competency_id: str, given: Given, guess: int | None) -> Reached:
    area = rubric.competency_by_id[competency_id]
    tallies = tally_levels(rubric.scoring, area, area.ratings_of(given))
    way = _route(_margins(rubric.scoring), area.outline, guess)
    return Reached(tallies, way, _place(tallies, way))


@lru_cache(maxsize=MOST_REMEMBERED)
def _next(rubric: Rubric, competency_id: str, given: Given, guess: int | None) -> Statement | None:
    area = rubric.competency_by_id[competency_id]
    asking = _reached(rubric, competency_id, given, guess).place.asking
    answered = area.ratings_of(given)
    return next((each for each in area.by_level.get(asking, ()) if each.id not in answered), None)


@lru_cache(maxsize=MOST_REMEMBERED)
def _left(rubric: Rubric, competency_id: str, given: Given, guess: int | None) -> int:
    tallies, way, place = _reached(rubric, competency_id, given, guess)
    if place.asking == place.fails:
        return tallies[place.fails].left if place.fails in tallies else 0
    return max(1, round(_expected(rubric.scoring, tallies, way, place, guess)))


def _place(tallies: Tallies, way: Route) -> Place:
    fails = next((level for level, tally in tallies.items() if tally.fails), NONE_FAILS)
    # A level under way is settled before any other: as it is, it would count as failing.
    begun = next((level for level, tally in tallies.items() if tally.answered and not tally.holds), fails)
    top = min(begun, fails)
    holds = max((level for level, tally in tallies.items() if level < top and tally.holds), default=LOWEST_LEVEL)
    return Place(holds, fails, begun if begun < fails else way.ask.get((holds, fails), fails))


def _expected(scoring: Scoring, tallies: Tallies, way: Route, place: Place, guess: int | None) -> float:
    """The mean number of questions over all true levels, each as likely as guess and answers make it."""
    low, failing, level = place
    tally = tallies[level]
    margins = _margins(scoring)
    ahead = chances(margins, _rest(tally, scoring.holds_at))
    before = chances(margins, way.rests[level])
    total = likely = 0.0
    for true in range(low, failing):
        if true >= level:
            weight = trust(true, guess) * ahead.hold / before.hold
            left = ahead.to_hold.mean + way.costs[level, failing][true].mean
        else:
            weight = trust(true, guess) * ahead.fail / before.fail
            left = (tally.left if true == level - 1 else ahead.to_fail.mean) + way.costs[low, level][true].mean
        if true == failing - 1 and failing in tallies:
            left += tallies[failing].left
        total += weight * left
        likely += weight
    return total / likely


def _margins(scoring: Scoring) -> Margins:
    return tuple(scoring.points[each] - scoring.holds_at for each in ("fully", "mostly", "partly", "no"))


def _rest(tally: Tally, holds_at: int) -> Rest:
    answered = tally.counting - tally.left
    return Rest(tally.points - holds_at * answered, tally.essential_left, tally.left - tally.essential_left)


@lru_cache(maxsize=256)
def _route(margins: Margins, outline: Outline, guess: int | None) -> Route:
    rests = []
    for _, statements in outline:
        essential = sum(essential for _, essential in statements)
        rests.append(Rest(0, essential, len(statements) - essential))
    return route(margins, tuple(rests), guess)
