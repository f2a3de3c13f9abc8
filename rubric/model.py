"""The values of the rubric: what is asked, and what is recommended.

Everything here is frozen. Ids are written in full wherever they stand (`open_data.portal`),
so that one search finds every place that speaks of a statement.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from rubric.institutions import Institutions
from rubric.values import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    WORDS,
    CompetencyId,
    Example,
    Frozen,
    FullId,
    LevelNumber,
    Name,
    Source,
    Text,
)

__all__ = [
    "HIGHEST_LEVEL",
    "LOWEST_LEVEL",
    "Competency",
    "CompetencyId",
    "Description",
    "Example",
    "Frozen",
    "FullId",
    "Given",
    "Institutions",
    "Level",
    "LevelNumber",
    "Name",
    "Rating",
    "Reaches",
    "Rubric",
    "Scoring",
    "Source",
    "Statement",
    "Symptom",
    "Tactic",
    "Takes",
    "Text",
    "WhatCounts",
]


class Rating(StrEnum):
    """What a person says of one statement."""

    FULLY = "fully"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NA = "na"


class Level(Frozen):
    """One of the five levels, the same for all competencies."""

    level: LevelNumber
    name: Text
    smart_name: Text
    meaning: Text
    source: Source


class Description(Frozen):
    """What a competency looks like at one level: an option of the quick check."""

    level: LevelNumber
    label: Annotated[str, Field(min_length=1, max_length=24), WORDS]
    text: Text
    source: Source


class WhatCounts(Frozen):
    """Signs by which a person can tell the ratings of one statement apart."""

    fully: Text
    mostly: Text
    partly: Text
    no: Text


class Statement(Frozen):
    """One attainment, rated by a person. `essential`: its level cannot hold without it."""

    id: FullId
    level: Annotated[int, Field(ge=2, le=HIGHEST_LEVEL)]
    text: Text
    short: Text
    what_counts: WhatCounts
    ask: Text
    essential: bool = False
    may_not_apply: bool = False
    source: Source

    @property
    def competency(self) -> str:
        return self.id.partition(".")[0]


class Symptom(Frozen):
    """A problem that sounds familiar or not. It never adds points; it steers the advice."""

    id: FullId
    level: LevelNumber
    text: Text
    short: Text
    source: Source

    @property
    def competency(self) -> str:
        return self.id.partition(".")[0]


class Competency(Frozen):
    """One of the five areas: its descriptions by level, its statements, its symptoms."""

    id: CompetencyId
    title: Text
    about: Text
    source: Source
    descriptions: tuple[Description, ...]
    statements: tuple[Statement, ...]
    symptoms: tuple[Symptom, ...] = ()

    @cached_property
    def statement_ids(self) -> tuple[str, ...]:
        """Ids of the statements in page order."""
        return tuple(each.id for each in self.statements)

    @cached_property
    def by_level(self) -> Mapping[int, tuple[Statement, ...]]:
        """Statements of each level from 2 to 5, essential ones first: a *no* there decides at once."""
        telling_first = sorted(self.statements, key=lambda each: not each.essential)
        return {
            level: tuple(each for each in telling_first if each.level == level)
            for level in range(LOWEST_LEVEL + 1, HIGHEST_LEVEL + 1)
        }

    def given(self, ratings: Mapping[str, Rating]) -> "Given":
        """The ratings of this competency's statements, as a key that all conversations share."""
        return tuple(map(ratings.get, self.statement_ids))

    def ratings_of(self, given: "Given") -> Mapping[str, Rating]:
        """`given` as ratings by statement again."""
        return {each: rating for each, rating in zip(self.statement_ids, given, strict=True) if rating is not None}

    @cached_property
    def outline(self) -> "Outline":
        """What scoring needs of the statements, in plain tuples because it is read in every turn."""
        return tuple(
            (level, tuple((each.id, each.essential) for each in self.statements if each.level == level))
            for level in range(LOWEST_LEVEL + 1, HIGHEST_LEVEL + 1)
        )


Given = tuple[Rating | None, ...]
"""The ratings of one competency's statements in page order, None where there is no answer."""
Outline = tuple[tuple[int, tuple[tuple[str, bool], ...]], ...]
"""Per level from 2 to 5: ids of its statements in page order, each with whether it is essential."""


class Takes(Frozen):
    """What a tactic asks of a city."""

    people: Literal["low", "medium", "high"]
    law: Literal["low", "medium", "high"]
    money: Literal["low", "medium", "high"]


class Tactic(Frozen):
    """A way from `from_level` to the next level, for named statements."""

    id: FullId
    competency: CompetencyId
    from_level: Annotated[int, Field(ge=LOWEST_LEVEL, le=HIGHEST_LEVEL - 1)]
    helps: Annotated[tuple[FullId, ...], Field(min_length=1)]
    eases: tuple[FullId, ...] = ()
    title: Text
    do: Text
    why: Text
    first_step: Text
    takes: Takes
    example: Example | None = None
    watch_out: Text | None = None
    source: Source


class Reaches(Frozen):
    """In how many competencies, at the fewest, an initiative gains a level to reach this far."""

    narrow: Annotated[int, Field(ge=1)]
    medium: Annotated[int, Field(ge=1)]
    broad: Annotated[int, Field(ge=1)]


class Scoring(Frozen):
    """The numbers of the scoring rule; the rule itself stands in `rubric/scoring.py`."""

    points: Mapping[Literal["fully", "mostly", "partly", "no"], int]
    holds_at: int


class Rubric(Frozen):
    """Everything that good looks like, in one language."""

    version: Name
    language: Name
    scoring: Scoring
    impact: Reaches
    levels: tuple[Level, ...]
    competencies: tuple[Competency, ...]
    tactics: tuple[Tactic, ...]
    institutions: Institutions

    __hash__ = object.__hash__
    """A rubric is loaded once and is itself: it can be the key of a cache without reading all of it."""

    @cached_property
    def competency_by_id(self) -> Mapping[str, Competency]:
        return {each.id: each for each in self.competencies}

    @cached_property
    def statement_by_id(self) -> Mapping[str, Statement]:
        return {each.id: each for area in self.competencies for each in area.statements}

    @cached_property
    def symptom_by_id(self) -> Mapping[str, Symptom]:
        return {each.id: each for area in self.competencies for each in area.symptoms}

    @cached_property
    def level_by_number(self) -> Mapping[int, Level]:
        return {each.level: each for each in self.levels}
