"""One act in a team's room, what came of it, and the few steps that several deeds take."""

from collections.abc import Callable
from typing import NamedTuple

from dialogues.teams.phase import standing
from dialogues.teams.round import Ballot, Room
from rubric.model import Rubric

LONGEST_NAME = 80


class Act(NamedTuple):
    """What somebody did. `leads`: an administrator of the group. `turn` stands on the button, if it was one.

    `headcount` is how many the group has, 0 if that is not known. `at` is the shell's clock.
    """

    name: str
    argument: str = ""
    member: str = ""
    at: int = 0
    leads: bool = False
    who: str = ""
    turn: int | None = None
    headcount: int = 0


class Done(NamedTuple):
    """The room after an act, and the remark for whoever acted: a key of the wording and what it is about."""

    room: Room
    remark: str
    about: str = ""


Doing = Callable[[Room, Act, Rubric], Done]


def may_lead(room: Room, what: Act) -> bool:
    """Administrators, the owners of the record, whoever brought the bot in, and whoever leads this round."""
    own = {room.founder, *room.owners, room.round.leader if room.round else ""}
    return what.leads or (what.member != "" and what.member in own)


def changed(room: Room, ballot: Ballot | None = None, **facts: object) -> Room:
    """The room with other facts of its round, or with another standing question."""
    now = room.round
    if now is None:
        return room
    if ballot is not None:
        facts["ballots"] = (*now.ballots[:-1], ballot)
    return room.model_copy(update={"round": now.model_copy(update=facts)})


def revealed(room: Room, at: int) -> Room:
    ballot = standing(room)
    return changed(room, ballot.model_copy(update={"revealed_at": at, "due_at": None})) if ballot else room
