"""The standing question as a poll of the channel's own, for teams that like those better than our buttons."""

from typing import NamedTuple

from dialogues.message import Button
from dialogues.teams.phase import Phase, phase, standing
from dialogues.teams.scene import TeamScene


class Poll(NamedTuple):
    """A question and what can be chosen; the value of a choice is that of the vote."""

    question: str
    options: tuple[Button, ...]


def tell_poll(scene: TeamScene) -> Poll | None:
    """The poll that is open now; None while nothing is voted on by poll."""
    now, ballot = scene.room.round, standing(scene.room)
    if now is None or ballot is None or not now.by_poll or phase(scene.room) is not Phase.VOTING:
        return None
    question = scene.plain("poll_question", title=scene.title(ballot.about), text=scene.text(ballot.about))
    return Poll(question, scene.choices(ballot.about))
