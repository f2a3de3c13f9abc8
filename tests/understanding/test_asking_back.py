"""In a whole conversation: what is clear is recorded and said, what is not is asked back, and nothing else counts."""

import pytest

from dialogues.message import Message
from dialogues.script import Script, load_script
from dialogues.session import Entry, Session
from dialogues.step import step

ASKED = "open_data.portal"


class Official:
    """Someone who is asked about the portal, in Spanish."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.session = Session(language="es", agreed_at=1, city="Salta", want="area.open_data")
        self.count = 0

    def says(self, *texts: str) -> "Official":
        for text in texts:
            self.count += 1
            turn = step(self.session, Message(str(self.count), text, self.count), self.script)
            self.session, self.replies = turn.session or self.session, turn.replies
        return self

    @property
    def values(self) -> list[str]:
        return [button.value for button in self.replies[-1].buttons]


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


@pytest.fixture
def official(script: Script) -> Official:
    return Official(script)


def test_a_clear_rating_is_recorded_with_the_words_that_give_its_reason(official: Official) -> None:
    official.says("la mayoria si, falta hacienda")

    assert official.session.entries == (Entry(ASKED, "mostly", "la mayoria si, falta hacienda"),)
    assert "back" in official.values


def test_going_back_takes_the_words_of_the_answer_along_and_leaves_notes(official: Official) -> None:
    official.says("el intendente quiere todo para ayer", "sí", "la mayoria si, falta hacienda", "volver")

    assert official.session.entries == ()
    assert official.session.notes == {ASKED: "el intendente quiere todo para ayer"}


def test_what_was_asked_back_keeps_its_words_with_the_answer(official: Official) -> None:
    official.says("creo que sí, pero pregunte en hacienda", "sí")

    assert official.session.entries == (Entry(ASKED, "fully", "creo que sí, pero pregunte en hacienda"),)


def test_what_is_not_clear_is_asked_back_and_not_recorded(official: Official) -> None:
    official.says("creo que sí")

    assert official.session.entries == ()
    assert official.values == [f"meant.{ASKED}.fully", f"meant.{ASKED}.mostly", "meant.other"]


@pytest.mark.parametrize(
    ("answer", "rating"),
    [(f"meant.{ASKED}.mostly", "mostly"), ("sí", "fully"), ("la mayoría", "mostly"), ("2", "mostly")],
)
def test_what_was_meant_is_recorded(official: Official, answer: str, rating: str) -> None:
    official.says("creo que sí", answer)

    assert official.session.entries == (Entry(ASKED, rating),)


def test_neither_of_the_two_leads_back_to_the_question(official: Official) -> None:
    official.says("creo que sí", "no")

    assert official.session.entries == ()
    assert official.replies[-1].asks == ASKED


def test_an_old_question_back_changes_nothing(official: Official) -> None:
    official.says("creo que sí", "meant.other", f"meant.{ASKED}.fully")

    assert official.session.entries == ()


@pytest.mark.parametrize("text", ["ok", "dale", "gracias", "jajaja", "🙏"])
def test_small_talk_records_nothing_and_the_question_stands(official: Official, text: str) -> None:
    official.says(text)

    assert official.session.entries == ()
    assert official.session.pending is None
    assert official.replies[-1].asks == ASKED


def test_a_remark_is_offered_as_a_note(official: Official) -> None:
    official.says("el intendente quiere todo para ayer")

    assert official.values == ["note.yes", "note.no"]
