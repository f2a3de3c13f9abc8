"""What the votes of a team come to: how many said what, the lower median, and a word for how far they agree.

*Don't know* and *not ours* are counted apart: they move no median and no agreement. Every rule on votes stands here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL, Rating, Rubric
from rubric.profile import Profile, Sheet
from rubric.scoring import score

RATINGS: tuple[str, ...] = (Rating.NO, Rating.PARTLY, Rating.MOSTLY, Rating.FULLY)
LEVELS: tuple[str, ...] = tuple(str(level) for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))
"""The steps of a scale, the lowest first."""

APART: tuple[str, ...] = (Rating.UNKNOWN, Rating.NA)

FEWEST_TO_AGREE = 2
CAMP = 2
"""A camp has at least so many people, and at least one in three of those who rated."""


class Agreement(StrEnum):
    """How far a team agrees, by the steps between its lowest and its highest vote: 0, 1, 2, and 3 or two camps."""

    UNANIMOUS = "unanimous"
    CLOSE = "close"
    SPLIT = "split"
    CONTESTED = "contested"


BY_SPREAD = (Agreement.UNANIMOUS, Agreement.CLOSE, Agreement.SPLIT, Agreement.CONTESTED)
DISAGREED = frozenset({Agreement.SPLIT, Agreement.CONTESTED})


class Count(NamedTuple):
    """How many said what on one question. `said` holds one number for each step of `scale`."""

    scale: tuple[str, ...]
    said: tuple[int, ...]
    unknown: int = 0
    na: int = 0

    @property
    def rated(self) -> int:
        return sum(self.said)

    @property
    def voted(self) -> int:
        return self.rated + self.unknown + self.na

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that somebody took, the lowest first."""
        return tuple(step for step, people in enumerate(self.said) if people)

    @property
    def lowest(self) -> str | None:
        return self.scale[self.steps[0]] if self.steps else None

    @property
    def highest(self) -> str | None:
        return self.scale[self.steps[-1]] if self.steps else None

    @property
    def median(self) -> str | None:
        """The lower of the two in the middle; None if nobody rated."""
        place = (self.rated - 1) // 2
        for step, people in enumerate(self.said):
            if people and place < people:
                return self.scale[step]
            place -= people
        return None

    @property
    def agreement(self) -> Agreement | None:
        """None unless two have rated: one alone agrees with nobody."""
        if self.rated < FEWEST_TO_AGREE:
            return None
        spread = self.steps[-1] - self.steps[0]
        return Agreement.CONTESTED if _two_camps(self) else BY_SPREAD[min(spread, len(BY_SPREAD) - 1)]

    @property
    def outcome(self) -> str | None:
        """What the team is taken to say: the median; without any rating what most said instead; None without votes."""
        if self.median is not None:
            return self.median
        if not self.voted:
            return None
        return Rating.NA if self.na > self.unknown else Rating.UNKNOWN


class Spread(NamedTuple):
    """One competency of a team: its level by the medians, and the levels that its lowest and highest votes give."""

    low: int
    level: int
    top: int
    agreement: Agreement | None


class TeamProfile(NamedTuple):
    """What a team's counts come to. `sheet` holds the outcomes, `disputed` the questions with much disagreement."""

    profile: Profile
    sheet: Sheet
    spreads: Mapping[str, Spread]
    disputed: tuple[str, ...]


def scale_of(about: str) -> tuple[str, ...]:
    """The scale on which `quick.<competency>` or a statement is voted."""
    return LEVELS if about.startswith("quick.") else RATINGS


def count_votes(about: str, votes: Iterable[str]) -> Count:
    """The count of the votes on one question. A vote that is on no scale is not counted."""
    return count_of(about, Counter(votes))


def count_of(about: str, people: Mapping[str, int]) -> Count:
    """The count from how many said each value."""
    scale = scale_of(about)
    unknown, na = (people.get(each, 0) for each in APART)
    return Count(scale, tuple(people.get(each, 0) for each in scale), unknown, na)


def team_profile(rubric: Rubric, counts: Mapping[str, Count]) -> TeamProfile:
    """The profile of a team by its counts, and the band that its lowest and highest votes span.

    Counts of questions that the rubric does not know are left aside.
    """
    known = {about: each for about, each in counts.items() if _known(rubric, about)}
    sheet = _sheet({about: each.outcome for about, each in known.items()})
    profile = score(rubric, sheet)
    ends = [
        score(rubric, _sheet({about: getattr(each, end) or each.outcome for about, each in known.items()}))
        for end in ("lowest", "highest")
    ]
    spreads = {
        area: Spread(
            ends[0].competencies[area].level, standing.level, ends[1].competencies[area].level, _least(known, area)
        )
        for area, standing in profile.competencies.items()
    }
    disputed = tuple(about for about, each in known.items() if each.agreement in DISAGREED)
    return TeamProfile(profile, sheet, spreads, disputed)


def competency_of(about: str) -> str:
    """The competency that a question belongs to."""
    return about.removeprefix("quick.").partition(".")[0]


def _two_camps(count: Count) -> bool:
    """An empty step lies between two groups that are both too large to be one person's slip."""
    steps = count.steps
    gap = next((index for index in range(1, len(steps)) if steps[index] - steps[index - 1] > 1), 0)
    if not gap:
        return False
    below = sum(count.said[step] for step in steps[:gap])
    smaller = min(below, count.rated - below)
    return smaller >= CAMP and 3 * smaller >= count.rated


def _known(rubric: Rubric, about: str) -> bool:
    quick = about.startswith("quick.") and competency_of(about) in rubric.competency_by_id
    return quick or about in rubric.statement_by_id


def _sheet(outcomes: Mapping[str, str | None]) -> Sheet:
    """A level that nobody could tell is no guess; a statement that nobody could rate is unknown."""
    said = {about: each for about, each in outcomes.items() if each is not None}
    guesses = {competency_of(a): int(each) for a, each in said.items() if a.startswith("quick.") and each in LEVELS}
    return Sheet({a: Rating(each) for a, each in said.items() if not a.startswith("quick.")}, guesses)


def _least(counts: Mapping[str, Count], area: str) -> Agreement | None:
    """A competency is agreed on as little as its most disputed question."""
    found = [each.agreement for about, each in counts.items() if competency_of(about) == area and each.agreement]
    return max(found, key=BY_SPREAD.index, default=None)
