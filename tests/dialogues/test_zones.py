"""On whose clock reminders come: a short list, asked once, each clock one that is known."""

from zoneinfo import ZoneInfo

import pytest

from dialogues.plans.zones import ZONES
from dialogues.script import Script, load_script
from dialogues.words import languages
from tests.dialogues.conftest import Person


@pytest.fixture
def planning(official: Person) -> Person:
    return official.says("quick", "3", "2", "3", "1", "2", "plan", "plan.take.all")


@pytest.mark.parametrize("zone", ZONES.values())
def test_every_clock_of_the_list_is_known(zone: str) -> None:
    assert ZoneInfo(zone).key == zone


def test_one_tap_answers_it_and_shows_the_plan(planning: Person) -> None:
    assert "zone.bogota" in planning.values

    planning.says("zone.bogota")

    assert planning.session.zone == "America/Bogota"
    assert "plan.step.1" in planning.values


def test_it_is_not_asked_again_and_can_be_changed(planning: Person) -> None:
    planning.says("zone.bogota", "plan.drop.1", "plan.take.all")
    assert planning.session.page == "plan"

    planning.says("zone", "zone.santiago")

    assert planning.session.zone == "America/Santiago"


def test_another_clock_is_that_of_the_installation(planning: Person) -> None:
    planning.says("zone.other")

    assert planning.session.zone == ""


def test_who_wants_to_be_asked_in_some_months_is_asked_too(official: Person) -> None:
    official.says("quick", "3", "2", "3", "1", "2", "later", "later.6")

    assert official.session.page == "zone"
    official.says("zone.bogota")
    assert official.scene.where.place == "done"


def test_who_wants_no_reminder_is_not_asked(official: Person) -> None:
    official.says("quick", "3", "2", "3", "1", "2", "later", "later.never")

    assert official.session.page == ""


@pytest.mark.parametrize("language", languages())
def test_cities_that_speak_the_language_stand_on_top(script: Script, language: str) -> None:
    first = {"en": "zone.kingston", "es": "zone.mexico", "pt": "zone.sao_paulo"}
    person = Person(script, language).says("agree", "X", "quick", "3", "2", "3", "1", "2", "plan", "plan.take.all")

    assert person.values[0] == first[language]
    assert len(person.values) == len(set(person.values)) == len(ZONES) + 1


def test_the_clock_of_the_installation_stands_on_top_of_all() -> None:
    script = load_script(zone="America/Santiago")

    person = Person(script).says("agree", "X", "quick", "3", "2", "3", "1", "2", "zone")

    assert person.values[0] == "zone.santiago"
