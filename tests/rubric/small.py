"""A rubric of the real shape, built in code: all ids and levels, hardly any words.

So the rules are tested apart from the content, which may change its mind about what is essential.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from rubric.institutions import Institutions
from rubric.model import (
    Competency,
    Description,
    Level,
    Reaches,
    Rubric,
    Scoring,
    Source,
    Statement,
    Symptom,
    Tactic,
    Takes,
    WhatCounts,
)

# `!` marks an essential statement, `?` one that may not apply.
STATEMENTS = {
    "open_data": {
        2: "portal!",
        3: "mandate! review realtime?",
        4: "all_open! user_support requests",
        5: "read_write! embedded_rules",
    },
    "ecosystems": {
        2: "sensors? policies!",
        3: "shared_sensors? auto_sharing! mashups",
        4: "big crowdsourcing private_exchange incentives",
        5: "trusted_sharing! marketplace",
    },
    "analytics": {2: "causes!", 3: "forecast!", 4: "prescribe!", 5: "open_analytics! automated"},
    "decisions": {
        2: "understands!",
        3: "limited_use! dashboards",
        4: "informed acts_on_kpis! automates_simple",
        5: "adapts! automates_modest",
    },
    "services": {
        2: "pockets! some_sharing",
        3: "city_strategy! feedback_loops",
        4: "integrated! prosumers managed_innovation",
        5: "citizen_agenda! open_innovation shared_governance",
    },
}
SYMPTOMS = {
    "ecosystems": ("poor_quality", "manual_linking"),
    "decisions": ("resistant_culture",),
    "services": ("limited_engagement",),
}
TAKES = (
    Takes(people="low", law="low", money="low"),
    Takes(people="medium", law="low", money="medium"),
    Takes(people="high", law="medium", money="high"),
)
SOURCE = Source(section="Table 1")
NOTHING: Mapping[str, Any] = {}


@cache
def small_rubric() -> Rubric:
    """43 statements, 4 symptoms, for every statement a tactic and for every transition one that helps all of it."""
    areas = tuple(_competency(area, levels) for area, levels in STATEMENTS.items())
    return Rubric(
        version="small",
        language="en",
        scoring=Scoring(points={"fully": 3, "mostly": 2, "partly": 1, "no": 0}, holds_at=2),
        impact=Reaches(narrow=1, medium=2, broad=3),
        levels=tuple(Level(level=n, name="n", smart_name="n", meaning="m", source=SOURCE) for n in range(1, 6)),
        competencies=areas,
        tactics=tuple(tactic for area in areas for tactic in _tactics(area)),
        institutions=Institutions.model_construct(**NOTHING),
    )


def _competency(area: str, levels: dict[int, str]) -> Competency:
    return Competency(
        id=area,
        title=area.title(),
        about="about",
        source=SOURCE,
        descriptions=tuple(Description(level=n, label="label", text="text", source=SOURCE) for n in range(1, 6)),
        statements=tuple(_statement(area, n, mark) for n, marks in levels.items() for mark in marks.split()),
        symptoms=tuple(
            Symptom(id=f"{area}.{name}", level=2, text="text", short="short", source=SOURCE)
            for name in SYMPTOMS.get(area, ())
        ),
    )


def _statement(area: str, level: int, mark: str) -> Statement:
    name = mark.rstrip("!?")
    return Statement(
        id=f"{area}.{name}",
        level=level,
        text=name,
        short=name,
        what_counts=WhatCounts(fully="f", mostly="m", partly="p", no="n"),
        ask="a colleague",
        essential=mark.endswith("!"),
        may_not_apply=mark.endswith("?"),
        source=SOURCE,
    )


def _tactics(area: Competency) -> list[Tactic]:
    eases = tuple(each.id for each in area.symptoms)
    singles = [
        _tactic(area.id, f"for_{each.id.partition('.')[2]}", each.level - 1, (each.id,), place)
        for place, each in enumerate(area.statements)
    ]
    wholes = [
        _tactic(area.id, f"all_of_{level}", level - 1, tuple(each.id for each in statements), level, eases)
        for level, statements in area.by_level.items()
    ]
    return singles + wholes


def _tactic(
    area: str, name: str, from_level: int, helps: tuple[str, ...], place: int, eases: tuple[str, ...] = ()
) -> Tactic:
    return Tactic(
        id=f"{area}.{name}",
        competency=area,
        from_level=from_level,
        helps=helps,
        eases=eases,
        title=name,
        do="do",
        why="why",
        first_step="first",
        takes=TAKES[place % len(TAKES)],
        source=SOURCE,
    )
