"""What each message adds to the facts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.cleaning import LONGEST_NAME, LONGEST_NOTE
from dialogues.commands import MENU
from dialogues.message import Kind, Message
from dialogues.position import Place
from dialogues.script import Script, load_script
from dialogues.session import Entry, Session
from dialogues.step import step
from tests.dialogues.conftest import Person


@pytest.mark.parametrize("text", ["hello", "2", "Mendoza", "/quick", "/result", "open_data.portal.fully", "/forget"])
def test_until_a_person_agrees_every_message_gets_the_welcome(person: Person, text: str) -> None:
    welcome = person.turn.replies

    person.says(text)

    assert person.turn.replies == welcome
    assert person.session.agreed_at is None


@pytest.mark.parametrize(("choice", "place"), [("quick", Place.GUESSING), ("/full", Place.ASKING)])
def test_choosing_a_check_before_naming_the_city_skips_the_name(person: Person, choice: str, place: Place) -> None:
    person.says("agree", choice)

    assert person.session.city == ""
    assert person.scene.where.place is place


def test_agreeing_is_stamped_with_the_time_of_the_message(person: Person) -> None:
    person.sends(Message("1", "agree", 1234))

    assert person.session.agreed_at == 1234


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mendoza", "Mendoza"),
        ("  São   Paulo ", "São Paulo"),
        ("<b>Quito</b>", "<b>Quito</b>"),
        ("Quito\u202egnp", "Quitognp"),
        ("C\x00ó\x07rdoba", "Córdoba"),
        ("Bahía\nBlanca", "Bahía Blanca"),
        ("x" * 900, "x" * LONGEST_NAME),
        ("skip", ""),
    ],
)
def test_the_city_is_kept_as_typed_but_for_what_cannot_be_seen(person: Person, typed: str, kept: str) -> None:
    person.says("agree", typed)

    assert person.session.city == kept


@pytest.mark.parametrize("typed", ["🤷", "???", "yes", "agree", "   \u200b"])
def test_what_is_no_name_is_not_taken_for_one(person: Person, typed: str) -> None:
    person.says("agree", typed)

    assert person.session.city is None
    assert person.scene.where.place is Place.NAMING


@pytest.mark.parametrize(
    ("typed", "rating"),
    [
        ("1", "fully"),
        ("2", "mostly"),
        ("3", "partly"),
        ("4", "no"),
        ("5", "unknown"),
        ("Fully", "fully"),
        ("MOSTLY!", "mostly"),
        ("in pl", "partly"),
        ("mos", "mostly"),
        ("yes", "fully"),
        ("nope", "no"),
        ("I don’t know", "unknown"),
        ("don't know", "unknown"),
    ],
)
def test_typed_words_and_numbers_work_like_buttons(official: Person, typed: str, rating: str) -> None:
    asked = official.says("full").asked

    official.says(typed)

    assert official.session.entries == (Entry(str(asked), rating),)


def test_not_ours_is_only_there_where_it_applies(official: Person) -> None:
    seen = set()
    official.says("full")
    while official.asked:
        statement = official.scene.rubric.statement_by_id[official.asked]
        seen.add(statement.may_not_apply)
        assert (f"{official.asked}.na" in official.values) is statement.may_not_apply
        official.rates("mostly")

    assert False in seen


@pytest.mark.parametrize("number", ["0", "8", "99", "123456789012345678901234567890", "٣٣"])
def test_a_number_without_a_button_changes_nothing(official: Person, number: str) -> None:
    before = official.says("full").session.entries

    official.says(number)

    assert official.session.entries == before
    assert official.remarked == ["unlisted"]


def test_a_remark_is_offered_as_a_note_and_kept_on_its_question(official: Person) -> None:
    asked = official.says("full").asked

    official.says("Health is missing")
    offered = official.values
    official.says("keep it")

    assert offered == ["note.yes", "note.no"]
    assert official.session.notes == {asked: "Health is missing"}
    assert official.session.entries == ()
    assert official.asked == asked


def test_a_rating_after_a_remark_records_the_rating_and_not_the_remark(official: Person) -> None:
    asked = official.says("full").asked

    official.says("Health is missing", "mostly")

    assert official.session.entries == (Entry(str(asked), "mostly"),)
    assert official.session.notes == {}


def test_a_note_is_never_longer_than_it_may_be(official: Person) -> None:
    official.says("full", "word " * 190, "keep")

    assert all(len(note) <= LONGEST_NOTE for note in official.session.notes.values())
    assert len(official.session.notes) == 1


def test_going_back_drops_the_last_answer_any_number_of_times(official: Person) -> None:
    official.says("full")
    seen = []
    for _ in range(6):
        seen.append(official.asked)
        official.rates("mostly")

    for asked in reversed(seen):
        official.says("back")
        assert official.asked == asked
    official.says("/back")

    assert official.session.entries == ()
    assert official.scene.where.place is Place.CHOOSING


def test_going_back_from_the_result_asks_the_last_question_again(official: Person) -> None:
    official.says("quick", "1", "2", "3", "2", "1")

    official.says("back")

    assert official.asked == "quick.services"


def test_an_old_button_changes_nothing_and_is_explained(official: Person) -> None:
    asked = official.says("full").asked
    official.rates("mostly")
    before = official.session

    official.says(f"{asked}.no")

    assert official.session.entries == before.entries
    assert official.remarked == ["old_button"]
    assert official.turn.toast


def test_a_button_of_another_revision_is_an_old_one(official: Person) -> None:
    official.says("full")
    revision = official.session.revision
    official.sends(Message("a", f"{official.asked}.mostly", 1, revision=revision))
    before = official.session.entries

    official.sends(Message("b", "back", 1, revision=revision))

    assert official.session.entries == before
    assert official.remarked == ["old_button"]


def test_a_quick_check_takes_five_answers(official: Person) -> None:
    official.says("quick", "1", "2", "3", "4", "5")

    assert official.scene.where.place is Place.DONE
    assert list(official.levels.values()) == [1, 2, 3, 4, 5]
    assert official.scene.profile().mode == "quick"


def test_a_full_check_ends_with_a_level_for_every_competency(official: Person) -> None:
    official.says("full").answers_all("mostly")

    assert official.scene.where.place is Place.DONE
    assert set(official.levels.values()) == {5}
    assert official.scene.profile().mode == "full"


def test_one_area_asks_about_that_area_only(official: Person) -> None:
    official.says("area", "area.analytics").answers_all("partly")

    assert official.levels == {"analytics": 1}
    assert official.scene.profile().mode == "area"


def test_symptoms_are_put_after_a_low_result_and_several_may_be_ticked(official: Person) -> None:
    official.says("area", "area.ecosystems").answers_all("no")
    put = official.scene.where.place

    official.says("symptoms.ecosystems.poor_quality.on", "2", "done")

    assert put is Place.RECOGNISING
    assert official.scene.sheet.symptoms == {"ecosystems.poor_quality", "ecosystems.manual_linking"}
    assert official.scene.where.place is Place.DONE


def test_ticking_twice_by_the_same_button_leaves_it_ticked(official: Person) -> None:
    official.says("area.ecosystems").answers_all("no")

    official.says("symptoms.ecosystems.poor_quality.on", "symptoms.ecosystems.poor_quality.on")

    assert official.session.ticked == ("ecosystems.poor_quality",)


def test_a_closer_look_after_a_quick_check_starts_at_the_guess(official: Person) -> None:
    official.says("quick", "4", "2", "2", "2", "2")

    official.says("area.open_data")

    assert official.scene.rubric.statement_by_id[str(official.asked)].level == 4


def test_starting_anew_keeps_the_old_result(official: Person) -> None:
    official.says("quick", "1", "2", "3", "2", "1")
    answered = official.session.entries

    official.says("restart")

    assert official.session.entries == ()
    assert official.session.past[-1].entries == answered
    assert official.scene.where.place is Place.CHOOSING


def test_going_back_after_starting_anew_brings_the_old_answers_back(official: Person) -> None:
    official.says("quick", "1", "2", "3", "2", "1")
    answered = official.session.entries

    official.says("restart", "back")

    assert official.session.entries == answered
    assert official.session.past == ()


def test_a_second_quick_check_after_a_finished_one_keeps_the_first(official: Person) -> None:
    official.says("quick", "1", "2", "3", "2", "1")
    first = official.session.entries

    official.says("quick", "2")

    assert [check.entries for check in official.session.past] == [first]
    assert official.session.entries == (Entry("quick.open_data", "2"),)


def test_a_pause_keeps_everything_and_ends_with_any_word(official: Person) -> None:
    official.says("full").rates("mostly", "mostly")
    before, asked = official.session.entries, official.asked

    official.says("pause")
    paused = official.scene.where.place
    official.says("continue")

    assert paused is Place.PAUSED
    assert official.session.entries == before
    assert official.asked == asked


def test_forgetting_asks_once_and_then_erases(official: Person) -> None:
    official.says("/forget")
    assert official.values == ["forget.yes", "forget.no"]

    official.says("yes")

    assert official.turn.session is None


@pytest.mark.parametrize("other", ["no", "/cancel", "back", "7", "quick", "whatever"])
def test_anything_but_yes_does_not_erase(official: Person, other: str) -> None:
    official.says("/forget", other)

    assert official.turn.session is not None
    assert official.session.city == "Mendoza"


@pytest.mark.parametrize("kind", ["edited", "voice", "picture", "sticker", "other"])
def test_what_cannot_be_read_changes_nothing_and_is_answered(official: Person, kind: Kind) -> None:
    official.says("full")
    before = official.session

    official.sends(Message("odd", "", 1, kind=kind))

    assert official.session == before.model_copy(update={"heard_at": 1})
    assert official.remarked == ["unreadable"]


@pytest.mark.parametrize("text", ["x" * 10_000, "", " \t\n", "\u202e\u2066", "\x00"])
def test_too_much_and_too_little_lose_nothing(official: Person, text: str) -> None:
    official.says("full")
    before = official.session.entries

    official.says(text)

    assert official.session.entries == before
    assert official.remarked[0] in {"too_long", "empty"}


def test_an_answer_to_a_statement_that_the_rubric_dropped_is_left_aside(official: Person) -> None:
    orphan = Entry("open_data.gone", "fully")
    official.session = official.session.model_copy(update={"entries": (orphan,), "want": "full"})

    official.says("/result")

    assert official.scene.where.place is Place.ASKING
    assert official.levels == {}


@pytest.mark.parametrize("command", MENU)
def test_every_command_is_answered_everywhere(script: Script, command: str) -> None:
    ways = ("", "agree", "agree M", "agree M quick", "agree M full", "agree M area", "agree M quick 1 2 3 4 5")
    for way in ways:
        person = Person(script).says(*way.split())

        person.says(f"/{command}")

        assert person.turn.replies
        assert "unlisted" not in person.remarked


SCRIPT = load_script()
WORDS = st.sampled_from(
    [
        *(
            "agree",
            "Mendoza",
            "quick",
            "full",
            "area",
            "area.analytics",
            "back",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "yes",
            "no",
        ),
        *("help", "skip", "done", "pause", "continue", "restart", "later", "a remark", "note.yes", "forget.yes"),
        *("/result", "/why", "/steps", "/export", "/forget", "/start", "/language", "steps.open_data", "why.analytics"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS | st.text(max_size=20), max_size=40))
def test_whatever_is_said_the_conversation_goes_on(said: list[str]) -> None:
    session = Session(language="en")

    for number, text in enumerate(said):
        turn = step(session, Message(str(number), text, number), SCRIPT)
        session = turn.session or Session(language="en")

        assert turn.replies
        assert turn.replies[-1].buttons
        assert all(len(f"{session.revision}|{each.value}".encode()) <= 64 for each in turn.replies[-1].buttons)
