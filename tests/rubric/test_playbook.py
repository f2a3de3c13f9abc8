"""The playbook has a way on from every level, for every statement, in words that fit on a phone."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

import rubric
from rubric.model import Tactic

PLAYBOOK = Path(rubric.__file__).parent / "content" / "playbook"

COMPETENCIES = ("open_data", "ecosystems", "analytics", "decisions", "services")
LONGEST_TITLE = 40
LONGEST_TEXT = 230
FEWEST_A_TRANSITION, MOST_A_TRANSITION = 2, 4

LEVEL_OF_STATEMENT = {
    "open_data.portal": 2,
    "open_data.mandate": 3,
    "open_data.review": 3,
    "open_data.realtime": 3,
    "open_data.all_open": 4,
    "open_data.user_support": 4,
    "open_data.requests": 4,
    "open_data.read_write": 5,
    "open_data.embedded_rules": 5,
    "ecosystems.sensors": 2,
    "ecosystems.policies": 2,
    "ecosystems.shared_sensors": 3,
    "ecosystems.auto_sharing": 3,
    "ecosystems.mashups": 3,
    "ecosystems.big": 4,
    "ecosystems.crowdsourcing": 4,
    "ecosystems.private_exchange": 4,
    "ecosystems.incentives": 4,
    "ecosystems.trusted_sharing": 5,
    "ecosystems.marketplace": 5,
    "analytics.causes": 2,
    "analytics.forecast": 3,
    "analytics.prescribe": 4,
    "analytics.open_analytics": 5,
    "analytics.automated": 5,
    "decisions.understands": 2,
    "decisions.limited_use": 3,
    "decisions.dashboards": 3,
    "decisions.informed": 4,
    "decisions.acts_on_kpis": 4,
    "decisions.automates_simple": 4,
    "decisions.adapts": 5,
    "decisions.automates_modest": 5,
    "services.pockets": 2,
    "services.some_sharing": 2,
    "services.city_strategy": 3,
    "services.feedback_loops": 3,
    "services.integrated": 4,
    "services.prosumers": 4,
    "services.managed_innovation": 4,
    "services.citizen_agenda": 5,
    "services.open_innovation": 5,
    "services.shared_governance": 5,
}

SYMPTOMS = {
    "ecosystems.poor_quality",
    "ecosystems.manual_linking",
    "decisions.resistant_culture",
    "services.limited_engagement",
}


def tactics_of(competency: str) -> list[Tactic]:
    """The tactics of one page, validated; the page's own competency belongs to each of them."""
    page = yaml.safe_load((PLAYBOOK / f"{competency}.yaml").read_text(encoding="utf-8"))
    assert page["competency"] == competency
    return [Tactic.model_validate_json(json.dumps({**tactic, "competency": competency})) for tactic in page["tactics"]]


TACTICS = [tactic for competency in COMPETENCIES for tactic in tactics_of(competency)]

each_tactic = pytest.mark.parametrize("tactic", TACTICS, ids=lambda tactic: tactic.id)


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=\s|$)", text))


def test_the_map_has_43_statements() -> None:
    assert len(LEVEL_OF_STATEMENT) == 43


def test_the_playbook_has_one_page_for_each_competency() -> None:
    assert {page.stem for page in PLAYBOOK.glob("*.yaml")} == set(COMPETENCIES)


@pytest.mark.parametrize("competency", COMPETENCIES)
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_every_transition_offers_a_choice_that_is_not_too_long(competency: str, level: int) -> None:
    choice = [tactic for tactic in TACTICS if (tactic.competency, tactic.from_level) == (competency, level)]

    assert FEWEST_A_TRANSITION <= len(choice) <= MOST_A_TRANSITION


@pytest.mark.parametrize("statement", LEVEL_OF_STATEMENT)
def test_every_statement_is_helped_by_a_tactic_from_the_level_below(statement: str) -> None:
    below = LEVEL_OF_STATEMENT[statement] - 1

    assert any(statement in tactic.helps and tactic.from_level == below for tactic in TACTICS)


@pytest.mark.parametrize("symptom", sorted(SYMPTOMS))
def test_every_symptom_is_eased_at_the_level_where_it_shows(symptom: str) -> None:
    assert any(symptom in tactic.eases and tactic.from_level == 2 for tactic in TACTICS)


def test_ids_are_unique_and_differ_from_statements_and_symptoms() -> None:
    seen = Counter(tactic.id for tactic in TACTICS)

    assert not [each for each, times in seen.items() if times > 1]
    assert not seen.keys() & (LEVEL_OF_STATEMENT.keys() | SYMPTOMS)


def test_titles_are_unique() -> None:
    seen = Counter(tactic.title for tactic in TACTICS)

    assert not [each for each, times in seen.items() if times > 1]


@each_tactic
def test_a_tactic_stands_on_the_page_of_its_competency(tactic: Tactic) -> None:
    assert tactic.id.startswith(f"{tactic.competency}.")


@each_tactic
def test_a_tactic_helps_statements_of_its_own_competency_one_level_up(tactic: Tactic) -> None:
    for statement in tactic.helps:
        assert statement.startswith(f"{tactic.competency}.")
        assert LEVEL_OF_STATEMENT[statement] == tactic.from_level + 1


@each_tactic
def test_a_tactic_eases_only_symptoms_of_its_own_competency(tactic: Tactic) -> None:
    assert set(tactic.eases) <= {each for each in SYMPTOMS if each.startswith(f"{tactic.competency}.")}


@each_tactic
def test_a_title_fits_on_a_phone_and_is_no_sentence(tactic: Tactic) -> None:
    assert len(tactic.title) <= LONGEST_TITLE
    assert not tactic.title.endswith(".")


@each_tactic
def test_what_to_do_and_the_first_step_are_one_sentence_each(tactic: Tactic) -> None:
    for text in (tactic.do, tactic.first_step):
        assert text.endswith(".")
        assert sentences(text) == 1


@each_tactic
def test_the_reason_is_one_or_two_sentences(tactic: Tactic) -> None:
    assert sentences(tactic.why) in (1, 2)


@each_tactic
def test_texts_are_short(tactic: Tactic) -> None:
    example = tactic.example.text if tactic.example else ""

    for text in (tactic.do, tactic.why, tactic.first_step, example, tactic.watch_out or ""):
        assert len(text) <= LONGEST_TEXT


@each_tactic
def test_an_example_says_for_which_year_it_is_known(tactic: Tactic) -> None:
    if tactic.example is None:
        return

    assert tactic.example.as_of == 2019
    assert tactic.example.year is None or tactic.example.year <= tactic.example.as_of
