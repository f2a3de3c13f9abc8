"""Everything that a team is told is there in every language, at every place that a round can come to."""

import pytest

from dialogues.script import Script, load_script
from dialogues.teams.board import board, board_words
from dialogues.teams.phase import Phase, phase
from dialogues.teams.result import minutes_as_text, tell_memory, tell_minutes
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.teams.speaking import tell_closed, tell_greeting, tell_moved_on, tell_room
from dialogues.words import languages
from tests.dialogues.teams.team import Team

SENTENCES_IN_ENGLISH = ("have answered", "In the middle", "Minutes of the session", "contested", "Quick round")


def told(scene: TeamScene) -> str:
    replies = (*tell_room(scene, "https://t.me/x"), *tell_greeting(scene))
    words = [reply.text for reply in replies] + [button.label for reply in replies for button in reply.buttons]
    words += [reply.alt or "" for reply in replies]
    now = scene.room.round
    for each in now.ballots if now else ():
        words += [tell_closed(scene, each).text, tell_moved_on(scene, each).text] if each.outcome else []
    words += [tell_minutes(scene, now), minutes_as_text(scene, now)] if now and now.ended_at else []
    return " ".join([*words, tell_memory(scene), str(board(scene)), str(board_words(scene))])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["quick", "area.open_data"])
def test_a_whole_round_can_be_told_in_every_language(script: Script, language: str, kind: str) -> None:
    team, said = Team(script), []
    votes = ("1", "4", "unknown") if kind == "quick" else ("no", "fully", "unknown")

    def act(member: str, name: str, argument: str = "") -> None:
        team.does(member, name, argument)
        said.append(told(team_scene(team.room, script, language)))

    act("m0", "role", "it")
    act("m1", "role", "planning")
    act("ana", "limit")
    act("ana", "names", "on")
    act("ana", "city", "Springfield")
    act("ana", "open_door", "answers hash")
    act("ana", "begin", kind)
    while phase(team.room) is not Phase.DONE:
        for number, vote in enumerate(votes):
            act(f"m{number}", "vote", vote)
        act("ana", "reveal")
        act("m0", "reason", "No portal.")
        act("m2", "who")
        act("m2", "reason", "The statistics office")
        act("ana", "again")
        act("ana", "pause")
        act("ana", "resume")
        act("m0", "vote", votes[0])
        act("ana", "next" if phase(team.room) is Phase.DISCUSSING else "reveal")
        act("ana", "next")

    assert all(said)
    if language != "en":
        assert not any(each in " ".join(said) for each in SENTENCES_IN_ENGLISH)


def test_every_language_is_there() -> None:
    assert set(languages()) == set(load_script().languages)
