"""Every transcript comes out again, word for word, and each turn passes through the stored form of the session."""

from pathlib import Path

import pytest

from bot.console import PROMPT, shown, transcript
from dialogues.script import Script
from tests.dialogues.conftest import Person
from tests.transcripts.record import HERE, typed_in
from tests.transcripts.teams import HERE as TEAMS
from tests.transcripts.teams import team_transcript

TRANSCRIPTS = sorted(HERE.glob("*.txt"))


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 4


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_comes_out_again(path: Path, script: Script) -> None:
    recorded = path.read_text("utf-8")

    again = "\n".join(transcript(typed_in(recorded), script)) + "\n"

    assert again == recorded


@pytest.mark.parametrize("path", sorted(TEAMS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_transcript_of_a_team_comes_out_again(path: Path, script: Script) -> None:
    recorded = path.read_text("utf-8")

    again = "\n".join(team_transcript(typed_in(recorded), script)) + "\n"

    assert again == recorded


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_survives_being_stored_after_every_turn(path: Path, person: Person) -> None:
    recorded = path.read_text("utf-8")
    lines = list(shown(person.turn.replies))

    for typed in typed_in(recorded):
        person.says(typed)
        lines += [PROMPT + typed, *shown(person.turn.replies)]

    assert "\n".join(lines) + "\n" == recorded
