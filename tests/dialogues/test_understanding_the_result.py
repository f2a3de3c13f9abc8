"""After a result: why, what it would take, what if, and what to guard against."""

import pytest

from dialogues.script import Script
from dialogues.words import languages
from tests.dialogues.conftest import Person

GUESSED = ("agree", "Mendoza", "quick", "3", "2", "3", "1", "2")


@pytest.fixture
def guessed(person: Person) -> Person:
    """Someone who has finished a quick check."""
    return person.says(*GUESSED)


def test_what_if_changes_the_profile_at_once_and_records_nothing(guessed: Person) -> None:
    before, levels = guessed.session.entries, guessed.levels

    guessed.says("suppose", "suppose.decisions.0", "1")

    assert "(supposed)" in guessed.reply.text
    assert guessed.session.entries == before
    assert guessed.levels == levels


def test_one_tap_turns_a_statement_on_and_the_next_turns_it_off(guessed: Person) -> None:
    guessed.says("suppose", "suppose.decisions.0")
    off = guessed.reply

    on = guessed.says("1").reply
    guessed.says("1")

    assert on.text != off.text
    assert guessed.reply == off


def test_a_tap_changes_the_page_in_place(guessed: Person) -> None:
    guessed.says("suppose", "suppose.decisions.0", "1")

    assert guessed.turn.in_place
    assert guessed.turn.settled is None


@pytest.mark.parametrize("way_out", ["continue", "/cancel", "back", "/why", "/back"])
def test_what_was_supposed_is_gone_when_the_page_is_left(guessed: Person, way_out: str) -> None:
    guessed.says("suppose", "suppose.decisions.0", "1", way_out)

    assert guessed.session.page == ""
    assert "(supposed)" not in guessed.reply.text


def test_words_that_mean_nothing_leave_the_page_open(guessed: Person) -> None:
    guessed.says("suppose", "the mayor likes maps")

    assert guessed.session.page.startswith("suppose")


def test_in_the_middle_of_a_check_the_question_waits_beneath(official: Person) -> None:
    official.says("full").rates("mostly")
    asked = official.asked

    official.says("/suppose", "continue")

    assert official.asked == asked


@pytest.mark.parametrize("command", ["needs", "suppose", "outline"])
def test_without_an_answer_there_is_nothing_to_tell(official: Person, command: str) -> None:
    official.says(f"/{command}")

    assert official.remarked == ["no_result"]


@pytest.mark.parametrize("marks", ["zz", "ffffffffffffffffffff", "-1", "", "0.1"])
def test_a_made_up_page_does_no_harm(guessed: Person, marks: str) -> None:
    guessed.says(f"suppose.decisions.{marks}")

    assert guessed.reply.buttons


def test_why_names_each_rating_what_decides_and_its_source(official: Person) -> None:
    official.says("area", "area.decisions").answers_all("partly")

    official.says("why.decisions")

    assert "In places" not in official.reply.text
    assert "in places" in official.reply.text
    assert "Table 1" in official.reply.text


@pytest.mark.parametrize("language", languages())
def test_all_of_it_can_be_told_in_every_language(script: Script, language: str) -> None:
    person = Person(script, language).says(*GUESSED)

    for text in ("/why", "/needs", "/risks", "/suppose", "1", "1", "1"):
        person.says(text)
        assert person.reply.text
        assert person.reply.buttons
