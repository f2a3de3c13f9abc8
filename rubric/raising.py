"""What it would take: the fewest statements to raise so that a competency reaches a higher level.

The search is exact. A level holds if its essential statements are "mostly" and its points suffice, so each level
is searched by itself; a level that nobody was asked about may be passed over, as scoring passes over it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from rubric.advice import CHEAP
from rubric.model import HIGHEST_LEVEL, Competency, Rating, Rubric, Sheet, Statement, Tactic
from rubric.scoring import standing_in, tally_levels

RAISED = Rating.FULLY


class Raise(NamedTuple):
    """A statement (id) that was rated `now`, None if nobody was asked, and would have to be at least `to`."""

    about: str
    now: Rating | None
    to: Rating


class Needed(NamedTuple):
    """The smallest set that lifts a competency from `level` to `reached`; equals go by the cheapest tactics."""

    level: int
    reached: int
    raises: tuple[Raise, ...]


def what_it_takes(rubric: Rubric, competency_id: str, sheet: Sheet) -> Needed | None:
    """The smallest set for a higher level, in page order; None without an answer or at the top."""
    standing = standing_in(rubric, competency_id, sheet)
    if standing is None or standing.level == HIGHEST_LEVEL:
        return None
    area = rubric.competency_by_id[competency_id]
    sets = list(_sufficient(rubric, area, sheet, standing.level))
    chosen = min(sets, key=lambda each: (len(each), sum(effort(rubric, one) for one in each)))
    raises = _lowered(rubric, area.id, sheet, standing.level, [each for each in area.statement_ids if each in chosen])
    reached = standing_in(rubric, area.id, raised(sheet, {each.about: each.to for each in raises}))
    return Needed(standing.level, reached.level if reached else standing.level, raises)


def raised(sheet: Sheet, ratings: Mapping[str, Rating]) -> Sheet:
    """The sheet with other ratings for some statements. Nothing else of it changes."""
    return sheet._replace(ratings={**sheet.ratings, **ratings})


def effort(rubric: Rubric, statement_id: str) -> int:
    """What the cheapest tactic for a statement takes in people, law and money: 0 for low in all three, 6 at most."""
    efforts = (_effort(each) for each in rubric.tactics if statement_id in each.helps)
    return min(efforts, default=len(CHEAP) * max(CHEAP.values()))


def _effort(tactic: Tactic) -> int:
    return sum(max(CHEAP.values()) - CHEAP[much] for _, much in tactic.takes)


def _sufficient(rubric: Rubric, area: Competency, sheet: Sheet, level: int) -> Iterator[tuple[str, ...]]:
    """For each level that may be reached next the cheapest smallest set that makes it hold."""
    answered: tuple[str, ...] = ()
    for number, statements in area.by_level.items():
        if number <= level:
            continue
        lifting = _cheapest(rubric, area, statements, sheet)
        yield (*answered, *lifting)
        if any(each.id in sheet.ratings for each in statements):
            answered += lifting


def _cheapest(rubric: Rubric, area: Competency, statements: Iterable[Statement], sheet: Sheet) -> tuple[str, ...]:
    """The smallest set of one level's statements that makes it hold; of equals the one that takes least."""
    low = [each.id for each in statements if sheet.ratings.get(each.id) not in (Rating.FULLY, Rating.NA)]
    level = next(each.level for each in statements)
    for size in range(len(low) + 1):
        fitting = [each for each in combinations(low, size) if _holds(rubric, area, level, sheet, each)]
        if fitting:
            return min(fitting, key=lambda each: sum(effort(rubric, one) for one in each))
    return tuple(low)


def _holds(rubric: Rubric, area: Competency, level: int, sheet: Sheet, lifted: Iterable[str]) -> bool:
    ids = {each.id for each in area.by_level[level]}
    ratings = {about: rating for about, rating in sheet.ratings.items() if about in ids}
    ratings |= dict.fromkeys(lifted, RAISED)
    return tally_levels(rubric.scoring, area, ratings)[level].holds


def _lowered(rubric: Rubric, area: str, sheet: Sheet, level: int, chosen: list[str]) -> tuple[Raise, ...]:
    """Each raised no further than it has to be: "mostly" where that is enough with the others fully there."""
    ratings = dict.fromkeys(chosen, RAISED)
    for about in chosen:
        if sheet.ratings.get(about) is not Rating.MOSTLY:
            enough = standing_in(rubric, area, raised(sheet, {**ratings, about: Rating.MOSTLY}))
            ratings[about] = Rating.MOSTLY if enough and enough.level > level else RAISED
    return tuple(Raise(about, sheet.ratings.get(about), to) for about, to in ratings.items())
