"""What to do next: the tactics that fit a profile, ranked, each with the answer that is its reason.

A tactic fits if it leads from the level where its competency stands to the next one and helps a statement
that is not attained yet. What already holds is never recommended.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from rubric.model import HIGHEST_LEVEL, Rating, Rubric, Statement, Tactic
from rubric.profile import Profile, Sheet, Standing
from rubric.scoring import ATTAINED

WORTH = {
    "blocking": 12,  # it removes something that stands in the way of the next level: the point of advice
    "each_more": 4,  # one effort for several obstacles; less than the first, or the broadest tactic always won
    "essential": 6,  # without an essential statement the level cannot hold, whatever else is done
    "behind": 4,  # for each level to go: the area furthest behind holds back what others can do with its data
    "progress": 10,  # for the whole of a level: what is nearly there is reached soonest, and success carries on
    "example": 6,  # another city did it: that convinces colleagues, and there is somebody to ask
    "symptom": 5,  # the person said that this hurts: a tactic that eases it finds willing hands
}
CHEAP = {"low": 2, "medium": 1, "high": 0}
"""For each of people, law and money: what costs little can begin within two weeks."""

MOST_FROM_ONE = 2
"""So many of the steps on top come from one competency, if others have any."""


class NextStep(NamedTuple):
    """A recommended tactic and its reason.

    `competency` stands at `level`. `because` is the blocking statement (id) that speaks most for the tactic and
    `rating` what was said of it: None if nobody was asked, as when the level was placed by the quick check.
    `symptom` is a ticked one that it eases. `rank` is comparable within one profile only: more is better.
    """

    tactic: Tactic
    competency: str
    level: int
    because: str | None
    rating: Rating | None
    symptom: str | None
    rank: int


def advise(rubric: Rubric, profile: Profile, sheet: Sheet) -> tuple[NextStep, ...]:
    """All tactics that fit, the best first; equals stand in the order of the content."""
    steps: dict[str, NextStep] = {}
    offer = _by_transition(rubric.tactics)
    for area, standing in profile.competencies.items():
        if standing.level < HIGHEST_LEVEL:
            for tactic in _fitting(rubric, area, standing, sheet, offer.get((area, standing.level), [])):
                steps.setdefault(tactic.id, _step(rubric, area, standing, sheet, tactic))
    place = {tactic.id: number for number, tactic in enumerate(rubric.tactics)}
    return tuple(sorted(steps.values(), key=lambda step: (-step.rank, place[step.tactic.id])))


def top(steps: Sequence[NextStep], count: int = 3) -> tuple[NextStep, ...]:
    """The first few, spread: not all from one competency nor twice for one reason, as long as there is a choice."""
    chosen: list[NextStep] = []
    fresh = (step for step in steps if _is_spread(step, chosen) and _is_new(step, chosen))
    spread = (step for step in steps if _is_spread(step, chosen))
    for step in chain(fresh, spread, steps):
        if len(chosen) < count and step not in chosen:
            chosen.append(step)
    return tuple(sorted(chosen, key=steps.index))


def _by_transition(tactics: Sequence[Tactic]) -> Mapping[tuple[str, int], list[Tactic]]:
    """The tactics by competency and the level they start from."""
    offer: dict[tuple[str, int], list[Tactic]] = {}
    for tactic in tactics:
        offer.setdefault((tactic.competency, tactic.from_level), []).append(tactic)
    return offer


def _fitting(rubric: Rubric, area: str, standing: Standing, sheet: Sheet, offer: Sequence[Tactic]) -> Iterator[Tactic]:
    """The tactics on offer for the next transition, and for what none of them helps those of any other."""
    missing = {each.id for each in rubric.competency_by_id[area].statements if _is_missing(each, standing, sheet)}
    from_here = [tactic for tactic in offer if not missing.isdisjoint(tactic.helps)]
    yield from from_here
    helpless = set(standing.blocking).difference(*(tactic.helps for tactic in from_here))
    if helpless:
        yield from (tactic for tactic in rubric.tactics if not helpless.isdisjoint(tactic.helps))


def _is_missing(statement: Statement, standing: Standing, sheet: Sheet) -> bool:
    return statement.level > standing.level and sheet.ratings.get(statement.id) not in ATTAINED


def _step(rubric: Rubric, area: str, standing: Standing, sheet: Sheet, tactic: Tactic) -> NextStep:
    helped = [rubric.statement_by_id[each] for each in standing.blocking if each in tactic.helps]
    because = min(helped, key=lambda each: (not each.essential, each.id not in sheet.ratings), default=None)
    eased = [each for each in tactic.eases if each in sheet.symptoms]
    return NextStep(
        tactic=tactic,
        competency=area,
        level=standing.level,
        because=because.id if because else None,
        rating=sheet.ratings.get(because.id) if because else None,
        symptom=eased[0] if eased else None,
        rank=_rank(standing, helped, bool(eased), tactic),
    )


def _rank(standing: Standing, helped: Sequence[Statement], eases: bool, tactic: Tactic) -> int:
    takes = tactic.takes
    return (
        WORTH["blocking"] * bool(helped)
        + WORTH["each_more"] * max(0, len(helped) - 1)
        + WORTH["essential"] * any(each.essential for each in helped)
        + WORTH["behind"] * (HIGHEST_LEVEL - standing.level)
        + round(WORTH["progress"] * standing.progress)
        + WORTH["example"] * (tactic.example is not None)
        + WORTH["symptom"] * eases
        + CHEAP[takes.people]
        + CHEAP[takes.law]
        + CHEAP[takes.money]
    )


def _is_spread(step: NextStep, chosen: Sequence[NextStep]) -> bool:
    return sum(each.competency == step.competency for each in chosen) < MOST_FROM_ONE


def _is_new(step: NextStep, chosen: Sequence[NextStep]) -> bool:
    return step.because not in {each.because for each in chosen}
