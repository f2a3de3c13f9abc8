"""What keeps a gain: complete, true to the map, and short enough for a phone."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

import rubric
from rubric.institutions import Area, Institutions, When
from rubric.model import Competency, Example, Statement
from rubric.values import WORDS

CONTENT = Path(rubric.__file__).parent / "content"
PAGES = tuple(Institutions.model_fields)
LONGEST_TITLE = 45
LONGEST_TEXT = 330


def as_json(page: str) -> Any:
    return yaml.safe_load((CONTENT / f"{page}.yaml").read_text(encoding="utf-8"))


def read_statements() -> dict[str, Statement]:
    areas = [
        Competency.model_validate_json(json.dumps(as_json(f"competencies/{area}")))
        for area in as_json("rubric")["competencies"]
    ]
    return {each.id: each for area in areas for each in area.statements}


ALL = Institutions.model_validate_json(json.dumps({page: as_json(f"institutions/{page}") for page in PAGES}))
STATEMENTS = read_statements()
AREAS = (ALL.authority.open_data_law, ALL.authority.procurement, ALL.authority.data_protection, ALL.authority.overlaps)
WARNINGS = [(each.id, each.when) for each in ALL.risks.risks if each.when]

each_page = pytest.mark.parametrize("page", PAGES)
each_warning = pytest.mark.parametrize("when", [when for _, when in WARNINGS], ids=[each for each, _ in WARNINGS])


def values_in(value: object) -> Iterator[BaseModel]:
    """Every model in a value, itself included."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from values_in(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from values_in(each)


def words_in(value: object) -> Iterator[tuple[str, str]]:
    """Every text for people, with the name of its field."""
    for model in values_in(value):
        for name, field in type(model).model_fields.items():
            if WORDS in field.metadata:
                yield name, getattr(model, name) or ""
            elif WORDS in str(field.annotation):
                yield from ((name, each) for each in getattr(model, name))


def ids_in(page: str) -> list[str]:
    return [each.id for each in values_in(getattr(ALL, page)) if hasattr(each, "id")]


def test_a_page_stands_for_every_field_and_nothing_else_stands_there() -> None:
    assert sorted(each.name for each in (CONTENT / "institutions").iterdir()) == sorted(
        f"{each}.yaml" for each in PAGES
    )


@each_page
def test_ids_begin_with_the_name_of_their_page_and_are_unique(page: str) -> None:
    seen = Counter(ids_in(page))

    assert seen
    assert all(each.startswith(f"{page}.") for each in seen)
    assert not [each for each, times in seen.items() if times > 1]


@each_page
def test_titles_are_short_and_no_sentences(page: str) -> None:
    titles = [text for name, text in words_in(getattr(ALL, page)) if name == "title"]

    assert titles
    assert all(len(each) <= LONGEST_TITLE and not each.endswith(".") for each in titles)


@each_page
def test_texts_fit_on_a_phone(page: str) -> None:
    assert not [text for _, text in words_in(getattr(ALL, page)) if len(text) > LONGEST_TEXT]


@each_page
def test_what_people_read_is_marked_as_words_and_ids_are_not(page: str) -> None:
    words = {text for _, text in words_in(getattr(ALL, page))}

    assert not words & set(ids_in(page))
    assert not words & {company for model in ALL.financing.models for company in model.companies}


@each_page
def test_questions_end_in_a_question_mark(page: str) -> None:
    asked = [text for name, text in words_in(getattr(ALL, page)) if name in ("check", "question", "questions")]

    assert all(each.endswith("?") for each in asked)


@each_page
def test_sources_are_named(page: str) -> None:
    sections = [each.section for each in values_in(getattr(ALL, page)) if hasattr(each, "section")]

    assert sections
    assert all(sections)


@each_page
def test_facts_about_places_say_for_which_year_they_hold(page: str) -> None:
    dated = [each for each in values_in(getattr(ALL, page)) if hasattr(each, "as_of")]
    years = [each.year for each in dated if isinstance(each, Example) and each.year]

    assert all(each.as_of == 2019 for each in dated)
    assert all(each <= 2019 for each in years)


def test_the_six_steps_stand_in_the_order_in_which_they_happen() -> None:
    steps = ALL.innovation.steps

    assert [each.number for each in steps] == [1, 2, 3, 4, 5, 6]
    assert [each.id.partition(".")[2] for each in steps] == [
        "seed",
        "problem",
        "access",
        "insight",
        "action",
        "lasting",
    ]


def test_five_revenue_models_come_with_a_warning() -> None:
    assert len(ALL.financing.models) == 5
    assert ALL.financing.warning.check.endswith("?")


def test_a_lone_advocate_is_enough_at_first_and_five_roles_come_later() -> None:
    leadership = ALL.leadership

    assert leadership.advocate.fits_from_level == 1
    assert len(leadership.roles) == 5
    assert all(each.fits_from_level > 1 and each.examples for each in leadership.roles)


@pytest.mark.parametrize(
    ("area", "count"), list(zip(AREAS, (3, 2, 4, 1), strict=True)), ids=[each.id for each in AREAS]
)
def test_an_area_of_law_has_all_its_parts(area: Area, count: int) -> None:
    assert len(area.rules) == count


@each_warning
def test_a_warning_names_statements_that_exist(when: When) -> None:
    assert set(when.unless) <= STATEMENTS.keys()
    assert when.competency in {each.competency for each in STATEMENTS.values()}


@each_warning
def test_a_warning_can_be_avoided_without_being_far_ahead_elsewhere(when: When) -> None:
    highest = max(STATEMENTS[each].level for each in when.unless)

    assert highest <= when.at_least + 1


def test_forecasts_without_rules_for_privacy_call_for_a_warning() -> None:
    privacy = next(each for each in ALL.risks.risks if each.id == "risks.privacy")

    assert privacy.when == When(competency="analytics", at_least=3, unless=("ecosystems.policies", "open_data.review"))


def test_only_the_levels_that_the_source_states_are_told() -> None:
    stated = {each.id: dict(each.stated_levels) for each in ALL.cases.cases}

    assert stated == {
        "cases.fortaleza": {"ecosystems": 2, "analytics": 2, "decisions": 2},
        "cases.sao_bernardo": {},
        "cases.cordoba": {},
    }


def test_a_master_plan_has_five_headings_and_the_rubric_two_uses() -> None:
    assert len(ALL.master_plan.headings) == 5
    assert [each.id for each in ALL.uses.uses] == ["uses.city", "uses.initiative"]


def test_sentences_are_short() -> None:
    sentences = [each for _, text in words_in(ALL) for each in re.split(r"(?<=[.?!:;]) ", text)]

    assert not [each for each in sentences if len(each.split()) > 30]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="warnings"):
        When.model_validate_json('{"competency": "analytics", "at_least": 3, "unless": ["a.b"], "warnings": 1}')
