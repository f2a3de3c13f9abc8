"""An initiative beside its city: the same statements, before it and with it.

Before it the ladder asks as it does for a city. With it only the level above is asked, and of that only what could
still rise; once the initiative reaches that level, the one after it, as long as that can still be reached.
"""

from collections.abc import Mapping
from typing import cast

from rubric.ladder import next_statement
from rubric.model import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Competency,
    Rating,
    Rubric,
    Statement,
)
from rubric.profile import Sheet
from rubric.raising import FULL, raised, spelt_out
from rubric.scoring import standing_in, tally_levels

Brought = Mapping[str, Rating]
"""What an initiative establishes, by statement: it adds to what was there and takes nothing away."""


def asked_before(rubric: Rubric, competency_id: str, before: Sheet) -> Statement | None:
    """What to ask next of the time before; None when the level is known, be it only by a guess."""
    guess = before.guesses.get(competency_id)
    if guess is not None and not any(rubric.competency_by_id[competency_id].given(before.ratings)):
        return None
    return next_statement(rubric, competency_id, before.ratings, guess)


def asked_with(rubric: Rubric, competency_id: str, before: Sheet, brought: Brought) -> Statement | None:
    """What to ask next of the initiative; None when it is known how far it brings the competency."""
    area, after = rubric.competency_by_id[competency_id], with_initiative(rubric, before, brought)
    was, standing = standing_in(rubric, competency_id, before), standing_in(rubric, competency_id, after)
    if was is None or standing is None or standing.level == HIGHEST_LEVEL:
        return None
    above = area.by_level[standing.level + 1]
    left = [each for each in above if each.id not in brought and before.ratings.get(each.id) not in FULL]
    gains = standing.level > was.level
    if not left or (gains and _is_lost(rubric, area, left, {**dict.fromkeys(brought, Rating.NO), **after.ratings})):
        return None
    return left[0]


def with_initiative(rubric: Rubric, before: Sheet, brought: Brought) -> Sheet:
    """The sheet as it would be with the initiative. What belongs to a level that is held already changes nothing."""
    ground = spelt_out(rubric, before, brought)
    counting = (about for about in brought if rubric.statement_by_id[about].level > _level(rubric, about, ground))
    return raised(ground, {about: brought[about] for about in counting if rises(rubric, ground, about, brought[about])})


def rises(rubric: Rubric, before: Sheet, statement_id: str, rating: Rating) -> bool:
    """Whether a rating is better than the one before. What nobody answered, and "don't know", count as "no"."""
    points = cast("Mapping[str, int]", rubric.scoring.points)
    now = before.ratings.get(statement_id, Rating.NO)
    return now not in FULL and points.get(rating, 0) > points.get(now, 0)


def _level(rubric: Rubric, statement_id: str, sheet: Sheet) -> int:
    standing = standing_in(rubric, rubric.statement_by_id[statement_id].competency, sheet)
    return standing.level if standing else LOWEST_LEVEL


def _is_lost(rubric: Rubric, area: Competency, left: list[Statement], ratings: Mapping[str, Rating]) -> bool:
    """Whether the level of what is left to be asked cannot hold any more, even if all of that is established."""
    open_ids = {each.id for each in left}
    settled = {about: rating for about, rating in ratings.items() if about not in open_ids}
    return tally_levels(rubric.scoring, area, settled)[left[0].level].fails
