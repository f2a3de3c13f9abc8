"""The scoring rule: from a sheet of answers to a profile. Every rule of scoring stands here and nowhere else.

The numbers (points of a rating, what a level holds at) come from the rubric's own file.
In short: a level holds when its statements are "mostly" true on average and no essential one is below that;
a competency stands at the highest level that holds while no answered level beneath it fails.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from rubric.answers import AnswerError, read_sheet
from rubric.model import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Competency,
    Given,
    Outline,
    Rating,
    Rubric,
    Scoring,
)
from rubric.profile import Impact, Profile, Reach, Sheet, Standing

__all__ = ["ATTAINED", "AnswerError", "Tally", "impact", "read_sheet", "score", "standing_in", "tally_levels"]

ATTAINED = frozenset({Rating.FULLY, Rating.MOSTLY, Rating.NA})
"""What stands in nobody's way: attained, or not the city's business."""

MOST_REMEMBERED = 8192
Points = Mapping[str, int]
Tallies = Mapping[int, "Tally"]


class Tally(NamedTuple):
    """The answers to the statements of one level, counted.

    `counting` are the statements that count (all but *na*), answered or not; `left` those without an answer.
    `holds` takes these as 0 points, as the rule does: so a level that holds will hold whatever they turn out to be.
    `could_hold` is the same with every *unknown* as *partly*.
    `fails` means that it cannot hold any more, even if all of them turn out to be *fully*.
    """

    answered: bool
    holds: bool
    could_hold: bool
    fails: bool
    points: int
    counting: int
    left: int
    essential_left: int


def score(rubric: Rubric, sheet: Sheet) -> Profile:
    """The profile of a sheet. Ids that the rubric does not know are ignored; `read_sheet` refuses them."""
    found = {area.id: standing_in(rubric, area.id, sheet) for area in rubric.competencies}
    standings = {area: standing for area, standing in found.items() if standing is not None}
    complete = len(standings) == len(rubric.competencies)
    guessed = any(not any(rubric.competency_by_id[area].given(sheet.ratings)) for area in standings)
    mode: Literal["full", "quick", "area"] = "quick" if guessed else "full" if complete else "area"
    return Profile(mode, _typical(standings) if complete else None, standings)


def impact(rubric: Rubric, before: Sheet, after: Sheet) -> Impact:
    """What an initiative changes: it reaches as far as the competencies are many that gain a level with it."""
    was, becomes = score(rubric, before).competencies, score(rubric, after).competencies
    moves = {area: (each.level, becomes[area].level) for area, each in was.items() if area in becomes}
    gaining = sum(level < higher for level, higher in moves.values())
    reached = [(fewest, name) for name, fewest in rubric.impact if fewest <= gaining]
    _, reach = max(reached, default=(0, "none"))
    return Impact(cast("Reach", reach), moves)


def standing_in(rubric: Rubric, competency_id: str, sheet: Sheet) -> Standing | None:
    """Where one competency stands; None without any answer to it. Ratings go before a guess."""
    given = rubric.competency_by_id[competency_id].given(sheet.ratings)
    return _standing_of(rubric, competency_id, given, sheet.guesses.get(competency_id))


# A conversation asks for the same standing again and again, and all conversations pass the same ones.
@lru_cache(maxsize=MOST_REMEMBERED)
def _standing_of(rubric: Rubric, competency_id: str, given: Given, guess: int | None) -> Standing | None:
    area = rubric.competency_by_id[competency_id]
    if any(given):
        ratings = area.ratings_of(given)
        return _standing(rubric.scoring, area.outline, tally_levels(rubric.scoring, area, ratings), ratings)
    return None if guess is None else _guessed(area.outline, guess)


def tally_levels(scoring: Scoring, area: Competency, ratings: Mapping[str, Rating]) -> Tallies:
    """The tallies of one competency from level 2 upwards. Above a level that fails in any case nothing matters."""
    points = cast("Points", scoring.points)
    tallies: dict[int, Tally] = {}
    for level, statements in area.outline:
        tallies[level] = tally = _tally(statements, ratings, points, scoring.holds_at)
        if tally.fails and not tally.could_hold:
            break
    return tallies


def _tally(
    statements: tuple[tuple[str, bool], ...], ratings: Mapping[str, Rating], points: Points, holds_at: int
) -> Tally:
    """Rules 1, 2 and 4 of the contract."""
    total = left = essential_left = unknown = 0
    counting = len(statements)
    weak, mostly = False, points["mostly"]
    for about, essential in statements:
        rating = ratings.get(about)
        if rating is None:
            left += 1
            essential_left += essential
        elif (worth := points.get(rating)) is not None:
            total += worth
            if essential and worth < mostly:
                weak = True
        elif rating == Rating.NA:
            counting -= 1
        else:
            unknown += 1
            weak = weak or essential
    needed = holds_at * counting
    answered = left < len(statements)
    sound = answered and not weak and not essential_left
    could_hold = sound and total + unknown * points["partly"] >= needed
    fails = answered and (weak or total + left * points["fully"] < needed)
    return Tally(answered, sound and total >= needed, could_hold, fails, total, counting, left, essential_left)


def _standing(scoring: Scoring, outline: Outline, tallies: Tallies, ratings: Mapping[str, Rating]) -> Standing:
    """Rules 3 to 5, for a competency with at least one answer."""
    level, high = _level(tallies, generous=False), _level(tallies, generous=True)
    inferred = tuple(each for each in range(LOWEST_LEVEL + 1, level) if not tallies[each].answered)
    if level == HIGHEST_LEVEL:
        return Standing(level, high, 1.0, inferred, ())
    above = tallies[level + 1]
    most = scoring.points["fully"] * above.counting
    progress = round(above.points / most, 2) if most else 0.0
    return Standing(level, high, progress, inferred, _blocking(outline, level, ratings))


def _guessed(outline: Outline, level: int) -> Standing:
    """A competency that nobody was asked about in detail stands where the quick check placed it."""
    inferred = tuple(range(LOWEST_LEVEL + 1, level + 1))
    return Standing(level, level, 1.0 if level == HIGHEST_LEVEL else 0.0, inferred, _blocking(outline, level, {}))


def _level(tallies: Tallies, generous: bool) -> int:
    """The highest level that holds, or could hold, beneath the first answered one that does not."""
    level = LOWEST_LEVEL
    for number, tally in tallies.items():
        if tally.could_hold if generous else tally.holds:
            level = number
        elif tally.answered:
            break
    return level


def _blocking(outline: Outline, level: int, ratings: Mapping[str, Rating]) -> tuple[str, ...]:
    return tuple(
        about
        for number, statements in outline
        if number == level + 1
        for about, _ in statements
        if ratings.get(about) not in ATTAINED
    )


def _typical(standings: Mapping[str, Standing]) -> int:
    """Rule 6: the middle one of all levels, the third smallest of five."""
    return sorted(each.level for each in standings.values())[len(standings) // 2]
