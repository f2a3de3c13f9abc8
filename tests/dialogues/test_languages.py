"""The language can change at any moment, and nothing else changes with it."""

import pytest

from dialogues.message import Message
from dialogues.script import Script
from dialogues.session import Session
from dialogues.step import step
from tests.dialogues.conftest import Person

TYPED = {
    "/language es": "es",
    "/language português": "pt",
    "language.pt": "pt",
    "español": "es",
    "Portugués": "pt",
    "PORTUGUES": "pt",
    "Spanish": "es",
    "inglês": "en",
    "¿podemos seguir en portugués?": "pt",
    "can we do this in Spanish please": "es",
    "prefiro fazer em espanhol": "es",
}


@pytest.mark.parametrize(("typed", "language"), TYPED.items())
def test_a_language_is_named_by_code_or_in_any_language(official: Person, typed: str, language: str) -> None:
    official.says("full").rates("mostly")
    asked, answered = official.asked, official.session.entries

    official.says(typed)

    assert official.session.language == language
    assert (official.asked, official.session.entries) == (asked, answered)
    assert official.reply.buttons == official.turn.replies[-1].buttons


def test_the_question_stands_in_the_other_language(official: Person, script: Script) -> None:
    official.says("full")
    asked = official.asked or ""

    official.says("español")

    assert script.rubric("es").statement_by_id[asked].text in official.reply.text
    assert script.rubric("en").statement_by_id[asked].text not in official.reply.text


def test_a_note_that_waits_and_ticks_survive(official: Person) -> None:
    official.says("full", "we started this in the mobility office last spring")
    waiting = official.session.pending

    official.says("/language pt")

    assert waiting is not None
    assert official.session.pending == waiting


def test_a_pause_stays_a_pause(official: Person) -> None:
    official.says("full", "/cancel", "português")

    assert official.session.paused


def test_the_result_is_the_same_in_every_language(official: Person, script: Script) -> None:
    official.says("quick")
    while official.asked:
        official.says(f"{official.asked}.2")
    profile, levels = official.scene.profile(), official.levels

    for language in script.languages:
        official.says(f"/language {language}", "/result")

        assert (official.scene.profile(), official.levels) == (profile, levels)


def test_it_can_be_changed_before_agreeing(person: Person) -> None:
    person.says("español")

    assert person.session.language == "es"
    assert person.session.agreed_at is None


def test_languages_are_offered_by_their_own_names(official: Person) -> None:
    official.says("/language")

    offered = {button.value: button.label for reply in official.turn.replies for button in reply.buttons}
    assert offered["language.es"] == "Español"
    assert offered["language.pt"].startswith("Português")


def test_of_two_languages_in_one_sentence_none_is_chosen(official: Person) -> None:
    official.says("full", "change the language from English to Spanish or Portuguese")

    assert official.session.language == "en"
    assert "language.pt" in {button.value for reply in official.turn.replies for button in reply.buttons}


def test_no_word_of_a_language_is_taken_for_an_answer(script: Script) -> None:
    session = Session(language="es", agreed_at=1, city="Mendoza", want="full")

    turn = step(session, Message("1", "English", 2), script)

    assert turn.session is not None
    assert (turn.session.language, turn.session.entries) == ("en", ())
