"""A team that votes by the channel's own polls: who chooses that, what is put, and an answer that is taken back."""

import pytest

from dialogues.script import Script
from dialogues.teams.phase import Phase, asked_of, phase
from dialogues.teams.poll import tell_poll
from dialogues.teams.round import Room
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.words import languages
from tests.dialogues.teams.team import Team

LONGEST_QUESTION, LONGEST_OPTION, MOST_OPTIONS = 300, 100, 12
"""What Telegram takes."""


@pytest.fixture
def team(script: Script) -> Team:
    made = Team(script, headcount=3)
    made.does("ana", "polls", "on")
    made.does("ana", "begin", "quick")
    return made


def test_only_who_leads_chooses_and_only_between_rounds(script: Script) -> None:
    team = Team(script)

    assert team.does("bob", "polls", "on").remark == "not_leading"
    assert team.does("ana", "polls", "perhaps").remark == "unclear"
    assert team.does("ana", "polls", "on").remark == "polls_on"
    assert "who chose what" in team.text
    team.does("ana", "begin", "quick")
    assert team.does("ana", "polls", "off").remark == "one_at_a_time"


def test_a_question_is_put_as_a_poll_only_while_it_is_voted_on(team: Team) -> None:
    def asked() -> bool:
        return tell_poll(team_scene(team.room, team.script)) is not None

    assert asked()
    assert not any(each.startswith("vote.") for each in team.values)
    team.does("bob", "vote", "2")
    team.does("ana", "pause")
    assert not asked()
    team.does("ana", "resume")
    team.does("ana", "reveal")
    assert not asked()


def test_who_takes_an_answer_back_is_waited_for_again(team: Team) -> None:
    team.votes_are("1", "2")

    assert team.does("m0", "retract").remark == "retracted"
    assert team.does("nobody", "retract").remark == "retracted"
    team.does("m2", "vote", "2")

    assert team.votes == {"m1": "2", "m2": "2"}
    assert (asked_of(team.room), phase(team.room)) == (3, Phase.VOTING)
    team.does("m0", "vote", "2")
    assert phase(team.room) is Phase.DISCUSSING
    assert team.does("m0", "retract").remark == "late"


def test_where_the_channel_takes_no_polls_the_round_goes_on_with_buttons(team: Team) -> None:
    team.does("", "no_polls")

    assert "vote.2" in team.values
    assert not team.room.by_poll


@pytest.mark.parametrize("language", languages())
def test_every_question_and_answer_of_the_rubric_fits_into_a_poll(script: Script, language: str) -> None:
    scene = team_scene(Room(language=language), script)
    areas, statements = scene.rubric.competency_by_id, scene.rubric.statement_by_id

    for about in [*(f"quick.{area}" for area in areas), *statements]:
        options = scene.choices(about)
        assert len(question(scene, about)) <= LONGEST_QUESTION
        assert 2 <= len(options) <= MOST_OPTIONS
        assert all(len(each.label) <= LONGEST_OPTION for each in options)


def question(scene: TeamScene, about: str) -> str:
    return scene.plain("poll_question", title=scene.title(about), text=scene.text(about))
