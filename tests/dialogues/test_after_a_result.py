"""The buttons under a result: few enough for a phone, the rest behind one, and every word still works when typed."""

import pytest

from dialogues.offers import AFTER_GUESS, FURTHER, MORE
from dialogues.script import Script
from dialogues.words import languages
from tests.dialogues.conftest import Person

MOST_ON_A_PHONE = 7
GUESSED = ("agree", "Mendoza", "quick", "3", "2", "3", "1", "2")


@pytest.fixture
def guessed(person: Person) -> Person:
    """Someone who has finished the quick check."""
    return person.says(*GUESSED)


def test_a_result_shows_what_a_phone_shows(guessed: Person) -> None:
    assert guessed.values == [*AFTER_GUESS, MORE]
    assert len(guessed.values) <= MOST_ON_A_PHONE


def test_the_rest_stands_behind_one_button_with_a_way_back(guessed: Person) -> None:
    guessed.says(MORE)

    assert guessed.values == [*FURTHER, "continue"]
    assert guessed.says("continue").scene.where.place == "done"


@pytest.mark.parametrize("word", FURTHER)
def test_what_stands_behind_it_works_when_pressed_and_when_typed(script: Script, word: str) -> None:
    pressed, typed, by_name = (Person(script).says(*GUESSED) for _ in range(3))

    pressed.says(MORE, word)
    typed.says(word)
    by_name.says(pressed.script.wording("en").plain(f"labels.{word}"))

    assert typed.reply == by_name.reply == pressed.reply
    assert pressed.scene.where == typed.scene.where


@pytest.mark.parametrize("language", languages())
def test_names_of_buttons_behind_it_can_be_typed_in_every_language(script: Script, language: str) -> None:
    for word in FURTHER:
        pressed, typed = (Person(script, language).says(*GUESSED) for _ in range(2))

        pressed.says(MORE, word)
        typed.says(script.wording(language).plain(f"labels.{word}"))

        assert typed.reply == pressed.reply, word


def test_without_any_answer_there_is_no_more(person: Person) -> None:
    person.says("agree", "Mendoza", MORE)

    assert person.remarked == ["no_result"]


NOTHING_MORE = {
    "en": ("no", "No, thanks.", "thank you", "ok", "nope"),
    "es": ("no", "No, gracias", "muchas gracias", "no por ahora, gracias"),
    "pt": ("não", "Não, obrigado", "obrigada"),
}


@pytest.mark.parametrize(("language", "words"), [(each, said) for each, all_ in NOTHING_MORE.items() for said in all_])
def test_who_wants_nothing_more_is_not_told_the_result_again(script: Script, language: str, words: str) -> None:
    finished = Person(script, language).says(*GUESSED)
    ways_on = finished.values

    finished.says(words)

    assert finished.remarked == ["at_rest"]
    assert finished.scene.where.place == "done"
    assert len(finished.turn.replies) == 1
    assert finished.turn.replies[0].picture is None
    assert finished.values == ways_on


def test_a_no_that_says_more_is_no_small_talk(guessed: Person) -> None:
    assert guessed.says("no, we do not have that").remarked == ["not_understood"]
