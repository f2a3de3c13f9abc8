"""A team that votes openly: everybody knows it before they vote, names are shown at the reveal, and then they go."""

import pytest

from dialogues.script import Script
from dialogues.teams.board import board
from dialogues.teams.phase import Phase, phase
from dialogues.teams.result import minutes_as_text
from dialogues.teams.scene import team_scene
from dialogues.teams.speaking import NAMES_AT_MOST, tell_closed
from dialogues.teams.voting import LONGEST_SHOWN
from tests.dialogues.teams.team import Team


@pytest.fixture
def team(script: Script) -> Team:
    """Votes openly; Bob and Rosa have voted, and nothing is revealed."""
    made = Team(script)
    made.does("ana", "names", "on")
    made.does("ana", "begin", "quick")
    made.does("bob", "vote", "1")
    made.does("rosa", "vote", "4")
    return made


def test_votes_are_blind_as_long_as_a_team_has_not_chosen_otherwise(script: Script) -> None:
    team = Team(script)
    team.does("ana", "begin", "quick")
    team.does("bob", "vote", "1")
    team.does("ana", "reveal")

    assert "Bob" not in team.text
    assert "Bob" not in team.room.model_dump_json()


def test_only_who_leads_chooses_and_only_between_rounds(script: Script) -> None:
    team = Team(script)

    assert team.does("bob", "names", "on").remark == "not_leading"
    assert team.does("ana", "names", "perhaps").remark == "unclear"
    assert [team.does("ana", "names", "on").remark for _ in range(2)] == ["names_on"] * 2
    team.does("ana", "begin", "quick")
    assert team.does("ana", "names", "off").remark == "one_at_a_time"


def test_the_choice_is_told_before_anybody_votes_and_is_remembered(team: Team) -> None:
    assert "names will be shown at the reveal" in team.told[1]
    team.does("ana", "end")
    team.does("ana", "begin", "quick")

    assert "names will be shown at the reveal" in team.text


def test_no_name_is_told_before_the_reveal(team: Team) -> None:
    before = team.told[-1]
    team.does("ana", "reveal")

    assert not any(name in before for name in ("Bob", "Rosa"))
    assert "<i>Bob</i>" in team.text
    assert "<i>Rosa</i>" in team.text


def test_who_does_not_know_is_named_beside_it(team: Team) -> None:
    team.does("bob", "vote", "unknown")
    team.does("ana", "reveal")

    assert "1 does not know (<i>Bob</i>)." in team.text


def test_names_are_escaped_and_cut_and_of_many_only_the_number_is_told(team: Team) -> None:
    team.does("eve", "vote", "2", who="\u202e<b>" + "E" * 60)
    for number in range(NAMES_AT_MOST + 3):
        team.does(f"m{number}", "vote", "3", who=f"M{number:02}")
    team.does("ana", "reveal")

    assert f"<i>&lt;b&gt;{'E' * 10}" in team.text
    assert "E" * LONGEST_SHOWN not in team.text
    assert "M11, +3</i>" in team.text


def test_a_second_vote_begins_without_names(team: Team) -> None:
    team.does("ana", "reveal")
    team.does("ana", "again")
    team.does("bob", "vote", "2")
    team.does("ana", "reveal")

    assert "Bob" in team.text
    assert "Rosa" not in team.text


def test_minutes_board_and_closed_questions_know_no_names(team: Team) -> None:
    team.does("ana", "reveal")
    scene = team_scene(team.room, team.script)
    assert "Bob" not in str(board(scene))

    team.does("ana", "next")
    team.does("ana", "end")

    scene = team_scene(team.room, team.script)
    assert phase(team.room) is Phase.DONE
    assert team.room.round is not None
    told = tell_closed(scene, team.room.round.ballots[0]).text + minutes_as_text(scene, team.room.round)
    assert "Bob" not in told + team.room.model_dump_json()


def test_a_reason_is_not_said_to_be_nameless_where_names_stand_beside_it(team: Team) -> None:
    team.does("ana", "reveal")

    assert "with one sentence" in team.text
    assert "No name is shown" not in team.text
