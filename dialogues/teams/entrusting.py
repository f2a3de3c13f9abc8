"""A team's record changes hands by a link: whoever follows it is an owner beside the others, or in place of one."""

from dialogues.teams.acts import Act, Done
from dialogues.teams.conducting import hand_over, own
from dialogues.teams.round import Room
from rubric.model import Rubric

OWNER, SUCCESSOR = "owner", "successor"
"""Kinds of links: one more owner, and `successor.<member>` for whoever takes that member's place."""


def take_over(room: Room, what: Act, rubric: Rubric) -> Done:
    """The link is the leave of whoever made it, and good for one person. The argument: its kind and hash."""
    kind, _, door = what.argument.partition(" ")
    head, _, giver = kind.partition(".")
    if head not in {OWNER, SUCCESSOR} or not door or room.doors.get(kind) != door:
        return Done(room, "late")
    doors = {each: kept for each, kept in room.doors.items() if each != kind}
    entrusted = room.model_copy(update={"doors": doors})
    given = what._replace(argument=what.member, member=giver)
    return hand_over(entrusted, given, rubric) if giver else own(entrusted, given, rubric)


def disown(room: Room, what: Act, rubric: Rubric) -> Done:
    """Whoever has everything erased no longer looks after the record; another owner does."""
    others = tuple(each for each in room.owners if each != what.member)
    founder = next(iter(others), "") if room.founder == what.member else room.founder
    return Done(room.model_copy(update={"owners": others, "founder": founder}), "disowned")
