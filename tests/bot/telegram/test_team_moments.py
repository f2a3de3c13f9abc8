"""When something happens in a room by itself: votes are shown at any hour, a reminder comes by day."""

from datetime import UTC, datetime

import pytest

from bot.telegram.stage import due_at
from dialogues.script import Script
from dialogues.teams.phase import REMINDED_AFTER
from dialogues.teams.round import Apart
from tests.dialogues.teams.team import Team

NIGHT = int(datetime(2026, 11, 26, 3, tzinfo=UTC).timestamp())
MIDDAY = int(datetime(2026, 11, 26, 16, tzinfo=UTC).timestamp())


@pytest.fixture
def team(script: Script) -> Team:
    return Team(script)


@pytest.mark.parametrize(
    ("opened_at", "now"), [(NIGHT - REMINDED_AFTER, NIGHT - 60), (NIGHT - 2 * REMINDED_AFTER, NIGHT)]
)
def test_a_team_is_not_reminded_at_night_nor_after_a_start_at_night(team: Team, opened_at: int, now: int) -> None:
    room = team.room.model_copy(update={"apart": Apart(opened_at=opened_at)})

    moment = due_at(room, now, "America/Lima")

    assert moment == datetime(2026, 11, 26, 14, tzinfo=UTC).timestamp()


def test_by_day_a_team_is_reminded_at_once(team: Team) -> None:
    room = team.room.model_copy(update={"apart": Apart(opened_at=MIDDAY - REMINDED_AFTER)})

    assert due_at(room, MIDDAY - 60, "America/Lima") == MIDDAY


def test_a_question_reveals_itself_at_any_hour(team: Team) -> None:
    team.now = NIGHT
    team.does("ana", "limit")
    team.does("ana", "begin", "quick")

    assert due_at(team.room, NIGHT, "America/Lima") == team.now + 60
