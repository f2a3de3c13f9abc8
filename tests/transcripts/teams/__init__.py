"""A team's transcript: who did what behind `> `, and then what its group is shown. `record` writes it anew."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.console import PROMPT, shown
from dialogues.script import Script
from dialogues.team_scene import team_scene
from dialogues.team_speaking import tell_room
from tests.dialogues.team import Team

HERE = Path(__file__).parent
NOON = 1_795_003_200
"""Some day at noon: that of every transcript."""


def team_transcript(lines: Iterable[str], script: Script) -> Iterator[str]:
    """A whole session of a team as lines. A line is `member: deed argument`."""
    team = Team(script)
    team.now = NOON
    for line in lines:
        member, _, what = line.partition(": ")
        name, _, argument = what.partition(" ")
        team.does(member, name, argument)
        yield PROMPT + line
        yield from shown(tell_room(team_scene(team.room, script), ""))
