"""A team's transcript: who did what behind `> `, what they alone see, what the group is shown, or what is new in it.

`record` writes it anew.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bot.console import PROMPT, shown
from dialogues.message import Reply
from dialogues.script import Script
from dialogues.teams.hosting import last_done
from dialogues.teams.menu import tell_roles
from dialogues.teams.result import tell_minutes
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.teams.speaking import tell_greeting, tell_room, toast
from tests.dialogues.teams.team import Team

HERE = Path(__file__).parent
NOON = 1_795_003_200
"""Some day at noon: that of every transcript."""


FEW = 3
"""Fewer new lines than these are told alone."""
MEMBERS = 5
"""How many people the group has."""

ASIDE: dict[str, Callable[[TeamScene], Iterable[Reply]]] = {
    "greeting": tell_greeting,
    "roles": lambda scene: [tell_roles(scene)],
    "minutes": lambda scene: [Reply(tell_minutes(scene, done)) for done in [last_done(scene.room)] if done],
}
"""What is said beside the room's own message, by what asks for it."""


def team_transcript(lines: Iterable[str], script: Script) -> Iterator[str]:
    """A whole session of a team as lines. A line is `member: deed argument`."""
    team = Team(script, MEMBERS)
    team.now = NOON
    before: list[str] = []
    for line in lines:
        member, _, what = line.partition(": ")
        name, _, argument = what.partition(" ")
        yield PROMPT + line
        if name in ASIDE:
            yield from shown(tuple(ASIDE[name](team_scene(team.room, script))))
            continue
        done = team.does(member, name, argument)
        yield from _told(member, toast(team_scene(done.room, script), done.remark, done.about))
        after = [*shown(tell_room(team_scene(team.room, script), ""))]
        yield from _changed(before, after)
        before = after


def _changed(before: list[str], after: list[str]) -> list[str]:
    """The message; only its new lines if they are few, and nothing if there is none."""
    fresh = [each for each in after if each not in before]
    return [*fresh, ""] if len(fresh) < FEW else after


def _told(member: str, words: str) -> Iterator[str]:
    """The word that only the one who acted sees."""
    if words:
        yield f"({member} sees: {words})"
