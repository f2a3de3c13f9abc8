"""What keeps a gain: the innovation process, money, people, law, risks, real cases, as values.

Each field of `Institutions` is one page of `content/institutions/`. Ids begin with the page's name.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from rubric.financing import Financing
from rubric.values import CompetencyId, Example, Frozen, FullId, FullIds, LevelNumber, Source, Text

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class Step(Frozen):
    """One step of the way from an idea to something that lasts. `number` counts from 1.

    Whoever cannot say yes to all of its `questions` is stuck there.
    """

    id: FullId
    number: Annotated[int, Field(ge=1)]
    title: Text
    meaning: Text
    parts: Texts
    questions: Annotated[tuple[Text, ...], Field(min_length=2, max_length=3)]
    residents: Text
    do_next: Text
    obstacle: Text
    source: Source


class Innovation(Frozen):
    """The way of a new idea through city hall, step by step."""

    title: Text
    about: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    source: Source


class Role(Frozen):
    """Someone in charge of data. A city at `fits_from_level` or above can make use of the role.

    `fills` are the statements that the role works on.
    """

    id: FullId
    title: Text
    does: Text
    fits_from_level: LevelNumber
    fills: tuple[FullId, ...] = ()
    examples: tuple[Example, ...] = ()
    source: Source


class HardPart(Frozen):
    """What makes leadership hard, and what helps."""

    id: FullId
    title: Text
    text: Text
    advice: Texts
    source: Source


class Leadership(Frozen):
    """Who drives the use of data: one advocate at first, later one or more of the roles."""

    title: Text
    about: Text
    advocate: Role
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    hard_part: HardPart


class Rule(Frozen):
    """One thing that a law or rule should settle. `check` is a question for the city: *yes* means it is settled."""

    id: FullId
    title: Text
    what: Text
    check: Text
    first_step: Text
    source: Source


class Area(Frozen):
    """A field of law with its rules."""

    id: FullId
    title: Text
    what: Text
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    example: Example | None = None
    source: Source


class Authority(Frozen):
    """Rules that give the use of data a democratic footing, and rules that stand in its way."""

    title: Text
    about: Text
    open_data_law: Area
    procurement: Area
    data_protection: Area
    overlaps: Area

    @property
    def areas(self) -> tuple[Area, ...]:
        return (self.open_data_law, self.procurement, self.data_protection, self.overlaps)


class When(Frozen):
    """The profile that calls for a warning.

    It is due when `competency` is at `at_least` or above, unless every one of the statements in `unless` holds.
    """

    competency: CompetencyId
    at_least: LevelNumber
    unless: Annotated[tuple[FullId, ...], Field(min_length=1)]


class Risk(Frozen):
    """What can go wrong, and what to do first. Without `when` no profile gives it away."""

    id: FullId
    title: Text
    danger: Text
    guard: Text
    when: When | None = None
    example: Example | None = None
    source: Source


class Risks(Frozen):
    """What can go wrong with data in a city."""

    title: Text
    about: Text
    risks: Annotated[tuple[Risk, ...], Field(min_length=1)]


class Stage(Frozen):
    """One part of a case. `looks_at` are the statements that a city with such a project would look at: our reading."""

    id: FullId
    title: Text
    text: Text
    looks_at: Annotated[tuple[FullId, ...], Field(min_length=1)]


class Case(Frozen):
    """What one city did, known for the year `as_of`. `walk` tells it as an example of an initiative, stage by stage.

    `stated_levels` holds only levels that the source states; it says nothing about other competencies.
    """

    id: FullId
    place: Text
    country: Text
    as_of: int
    facts: Texts
    walk: tuple[Stage, ...] = ()
    lesson: Text
    stated_levels: Mapping[CompetencyId, LevelNumber] = {}
    source: Source


class Cases(Frozen):
    """Real cities, told step by step."""

    title: Text
    about: Text
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


class Heading(Frozen):
    """A part of a digital master plan, the question that it answers, and the statements that belong to it."""

    id: FullId
    title: Text
    question: Text
    statements: FullIds


class MasterPlan(Frozen):
    """The outline of a digital master plan."""

    title: Text
    about: Text
    headings: Annotated[tuple[Heading, ...], Field(min_length=1)]
    example: Example | None = None
    source: Source


class Use(Frozen):
    """What the rubric can be used for, and how to read the result then."""

    id: FullId
    title: Text
    meaning: Text
    how: Texts
    example: Example | None = None
    source: Source


class Uses(Frozen):
    """The two uses of the rubric: a whole city over time, and a single initiative."""

    title: Text
    uses: Annotated[tuple[Use, ...], Field(min_length=1)]


class Institutions(Frozen):
    """All of `content/institutions/`, one field a file."""

    innovation: Innovation
    financing: Financing
    leadership: Leadership
    authority: Authority
    risks: Risks
    cases: Cases
    master_plan: MasterPlan
    uses: Uses
