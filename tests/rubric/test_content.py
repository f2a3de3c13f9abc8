"""The rubric's content is complete, and short enough for a phone."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import rubric
from rubric.model import Competency, Level, Reaches, Scoring, Statement

CONTENT = Path(rubric.__file__).parent / "content"

LONGEST_STATEMENT_IN_WORDS = 22
LONGEST_SHORT = 40
LONGEST_LABEL = 24

STATEMENTS = {
    "open_data": {
        2: ["portal"],
        3: ["mandate", "review", "realtime"],
        4: ["all_open", "user_support", "requests"],
        5: ["read_write", "embedded_rules"],
    },
    "ecosystems": {
        2: ["sensors", "policies"],
        3: ["shared_sensors", "auto_sharing", "mashups"],
        4: ["big", "crowdsourcing", "private_exchange", "incentives"],
        5: ["trusted_sharing", "marketplace"],
    },
    "analytics": {
        2: ["causes"],
        3: ["forecast"],
        4: ["prescribe"],
        5: ["open_analytics", "automated"],
    },
    "decisions": {
        2: ["understands"],
        3: ["limited_use", "dashboards"],
        4: ["informed", "acts_on_kpis", "automates_simple"],
        5: ["adapts", "automates_modest"],
    },
    "services": {
        2: ["pockets", "some_sharing"],
        3: ["city_strategy", "feedback_loops"],
        4: ["integrated", "prosumers", "managed_innovation"],
        5: ["citizen_agenda", "open_innovation", "shared_governance"],
    },
}

SYMPTOMS = {
    "open_data": [],
    "ecosystems": ["poor_quality", "manual_linking"],
    "analytics": [],
    "decisions": ["resistant_culture"],
    "services": ["limited_engagement"],
}


def as_json(file: Path) -> dict[str, Any]:
    """The page as plain values. An unquoted `no` would turn up here as `false` and fail below."""
    page = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(page, dict)
    return page


def read_competency(competency_id: str) -> Competency:
    page = as_json(CONTENT / "competencies" / f"{competency_id}.yaml")
    return Competency.model_validate_json(json.dumps(page))


COMPETENCIES = {name: read_competency(name) for name in STATEMENTS}
ALL_STATEMENTS = [each for area in COMPETENCIES.values() for each in area.statements]
FRAME = as_json(CONTENT / "rubric.yaml")

by_competency = pytest.mark.parametrize("name", STATEMENTS)
by_statement = pytest.mark.parametrize("statement", ALL_STATEMENTS, ids=lambda each: each.id)


def test_there_are_43_statements_and_4_symptoms() -> None:
    statements = [each.id for each in ALL_STATEMENTS]
    symptoms = [each.id for area in COMPETENCIES.values() for each in area.symptoms]

    assert len(set(statements)) == len(statements) == 43
    assert len(set(symptoms)) == len(symptoms) == 4


@by_competency
def test_a_page_has_exactly_the_statements_of_the_map_at_their_levels(name: str) -> None:
    expected = [(f"{name}.{key}", level) for level, keys in STATEMENTS[name].items() for key in keys]

    assert [(each.id, each.level) for each in COMPETENCIES[name].statements] == expected


@by_competency
def test_a_page_has_exactly_the_symptoms_of_the_map_at_level_2(name: str) -> None:
    expected = [(f"{name}.{key}", 2) for key in SYMPTOMS[name]]

    assert [(each.id, each.level) for each in COMPETENCIES[name].symptoms] == expected


@by_competency
def test_a_page_describes_all_five_levels_under_labels_that_fit_a_button(name: str) -> None:
    descriptions = COMPETENCIES[name].descriptions

    assert COMPETENCIES[name].id == name
    assert [each.level for each in descriptions] == [1, 2, 3, 4, 5]
    assert len({each.label for each in descriptions}) == 5
    assert all(len(each.label) <= LONGEST_LABEL for each in descriptions)


@by_competency
def test_a_level_has_at_most_one_essential_statement(name: str) -> None:
    for level, statements in COMPETENCIES[name].by_level.items():
        assert sum(each.essential for each in statements) <= 1, f"level {level}"


@by_competency
def test_no_level_can_be_answered_with_not_ours_alone(name: str) -> None:
    for level, statements in COMPETENCIES[name].by_level.items():
        assert not all(each.may_not_apply for each in statements), f"level {level}"


@by_statement
def test_a_statement_is_one_short_sentence_with_a_name_that_fits_into_another(statement: Statement) -> None:
    assert len(statement.text.split()) <= LONGEST_STATEMENT_IN_WORDS
    assert statement.text.find(".") == len(statement.text) - 1
    assert len(statement.short) <= LONGEST_SHORT
    assert statement.short[0].islower()
    assert not statement.short.endswith(".")


@by_statement
def test_a_statement_names_its_level_in_the_source(statement: Statement) -> None:
    assert f"level {statement.level}," in statement.source.section


@by_statement
def test_what_counts_gives_a_different_sign_for_every_rating(statement: Statement) -> None:
    assert len(set(statement.what_counts.model_dump().values())) == 4


def test_the_frame_names_the_five_areas_and_levels_and_the_numbers_of_the_scoring_rule() -> None:
    levels = [Level.model_validate_json(json.dumps(each)) for each in FRAME["levels"]]
    scoring = Scoring.model_validate_json(json.dumps(FRAME["scoring"]))

    assert list(FRAME) == ["version", "scoring", "impact", "competencies", "levels"]
    assert FRAME["version"] == "1.0.0"
    assert FRAME["competencies"] == list(STATEMENTS)
    assert [each.level for each in levels] == [1, 2, 3, 4, 5]
    assert scoring == Scoring(points={"fully": 3, "mostly": 2, "partly": 1, "no": 0}, holds_at=2)


def test_an_initiative_reaches_as_far_as_the_map_says() -> None:
    assert Reaches.model_validate(FRAME["impact"]) == Reaches(narrow=1, medium=2, broad=3)
