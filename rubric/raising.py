"""What it would take: the fewest statements to raise so that the next level of a competency holds.

The search is exact: all sets of the level's statements are tried, the smallest first. No statement of another level
can help, for each level holds by itself.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from rubric.advice import CHEAP
from rubric.model import HIGHEST_LEVEL, Competency, Rating, Rubric, Tactic
from rubric.profile import Sheet
from rubric.scoring import standing_in, tally_levels

RAISED = Rating.FULLY
FULL = frozenset({Rating.FULLY, Rating.NA})
"""Ratings above which there is nothing."""


class Raise(NamedTuple):
    """A statement (id) that was rated `now`, None if nobody was asked, and would have to be at least `to`."""

    about: str
    now: Rating | None
    to: Rating


class Needed(NamedTuple):
    """The smallest set with which the level above `level` holds; of equals the one with the cheapest tactics.

    `reached` is where the competency stands then: higher still, if the level after that holds already.
    """

    level: int
    reached: int
    raises: tuple[Raise, ...]


def what_it_takes(rubric: Rubric, competency_id: str, sheet: Sheet) -> Needed | None:
    """The smallest set for the next level, in page order; None without an answer or at the top."""
    standing = standing_in(rubric, competency_id, sheet)
    if standing is None or standing.level == HIGHEST_LEVEL:
        return None
    area = rubric.competency_by_id[competency_id]
    chosen = _cheapest(rubric, area, standing.level + 1, sheet)
    raises = _lowered(rubric, area, standing.level + 1, sheet, chosen)
    reached = standing_in(rubric, area.id, raised(sheet, {each.about: each.to for each in raises}))
    return Needed(standing.level, reached.level if reached else standing.level, raises)


def raised(sheet: Sheet, ratings: Mapping[str, Rating]) -> Sheet:
    """The sheet with other ratings for some statements. Nothing else of it changes."""
    return sheet._replace(ratings={**sheet.ratings, **ratings})


def supposed(rubric: Rubric, sheet: Sheet, statement_ids: Iterable[str]) -> Sheet:
    """The sheet if these were fully in place. What the quick check guessed of their areas is taken as given."""
    ids = tuple(statement_ids)
    return raised(spelt_out(rubric, sheet, ids), dict.fromkeys(ids, RAISED))


def spelt_out(rubric: Rubric, sheet: Sheet, statement_ids: Iterable[str]) -> Sheet:
    """The sheet with what the quick check guessed of the areas of these statements as ratings: *mostly* up to there."""
    given: dict[str, Rating] = {}
    for name in {each.partition(".")[0] for each in statement_ids}:
        area = rubric.competency_by_id[name]
        guess = sheet.guesses.get(area.id, 0)
        if not any(each in sheet.ratings for each in area.statement_ids):
            given |= {each.id: Rating.MOSTLY for each in area.statements if each.level <= guess}
    return raised(sheet, given)


def effort(rubric: Rubric, statement_id: str) -> int:
    """What the cheapest tactic for a statement takes in people, law and money: 0 for low in all three, 6 at most."""
    efforts = (_effort(each) for each in rubric.tactics if statement_id in each.helps)
    return min(efforts, default=len(CHEAP) * max(CHEAP.values()))


def _effort(tactic: Tactic) -> int:
    return sum(max(CHEAP.values()) - CHEAP[much] for _, much in tactic.takes)


def _cheapest(rubric: Rubric, area: Competency, level: int, sheet: Sheet) -> tuple[str, ...]:
    """The smallest set of a level's statements that makes it hold; of equals the one that takes least."""
    low = [each.id for each in area.statements if each.level == level and sheet.ratings.get(each.id) not in FULL]
    for size in range(len(low)):
        lifted = (dict.fromkeys(each, RAISED) for each in combinations(low, size))
        fitting = [tuple(each) for each in lifted if _holds(rubric, area, level, sheet, each)]
        if fitting:
            return min(fitting, key=lambda each: sum(effort(rubric, one) for one in each))
    return tuple(low)


def _holds(rubric: Rubric, area: Competency, level: int, sheet: Sheet, lifted: Mapping[str, Rating]) -> bool:
    """Whether one level holds by itself, with some of its statements rated otherwise."""
    ids = {each.id for each in area.by_level[level]}
    ratings = {about: rating for about, rating in {**sheet.ratings, **lifted}.items() if about in ids}
    return tally_levels(rubric.scoring, area, ratings)[level].holds


def _lowered(rubric: Rubric, area: Competency, level: int, sheet: Sheet, chosen: tuple[str, ...]) -> tuple[Raise, ...]:
    """Each raised no further than it has to be: "mostly" where that is enough with the others fully there."""
    ratings = dict.fromkeys(chosen, RAISED)
    for about in chosen:
        lower = {**ratings, about: Rating.MOSTLY}
        if sheet.ratings.get(about) is not Rating.MOSTLY and _holds(rubric, area, level, sheet, lower):
            ratings = lower
    return tuple(Raise(about, sheet.ratings.get(about), to) for about, to in ratings.items())
