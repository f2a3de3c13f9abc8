"""Members who answer apart: links that open and close, profiles that are handed in, and the one that comes of them.

Each finished profile is one voice: its level in an area counts like a vote for that level in a round.
"""

from dialogues.teams.acts import Act, Done
from dialogues.teams.conducting import filed
from dialogues.teams.entrusting import OWNER, SUCCESSOR
from dialogues.teams.phase import REMINDED_AFTER, Phase, cast_of, phase
from dialogues.teams.round import Apart, Ballot, Room, Round
from rubric.model import HIGHEST_LEVEL, LOWEST_LEVEL, Rubric

ANSWERS, BOARD = "answers", "board"
OPEN = frozenset({Phase.VOTING, Phase.DISCUSSING, Phase.PAUSED})


def open_door(room: Room, what: Act, rubric: Rubric) -> Done:
    """A link leads here from now on; one of the same kind before it no longer does. The argument: kind and hash."""
    kind, _, door = what.argument.partition(" ")
    head, _, tail = kind.partition(".")
    possible = {ANSWERS: {"", *rubric.competency_by_id}, BOARD: {""}, OWNER: {""}, SUCCESSOR: {what.member} - {""}}
    if not door or tail not in possible.get(head, frozenset()):
        return Done(room, "unclear")
    facts: dict[str, object] = {"doors": {**room.doors, kind: door}}
    if head == ANSWERS and room.apart is None:
        facts["apart"] = Apart(opened_at=what.at, expected=what.headcount)
    return Done(room.model_copy(update=facts), "opened")


def close_doors(room: Room, what: Act, rubric: Rubric) -> Done:
    """No link for answers leads here any more, and what was handed in becomes the team's result."""
    if room.apart is None:
        return Done(room, "no_round")
    if phase(room) in OPEN:
        return Done(room, "one_at_a_time")
    return Done(_closed(room, what, rubric), "ended")


def shut_doors(room: Room, what: Act, rubric: Rubric) -> Done:
    """No link for answers leads here any more. Whoever came by one can still hand in."""
    if not any(kind.startswith(ANSWERS) for kind in room.doors):
        return Done(room, "no_link")
    return Done(room.model_copy(update={"doors": _without_answers(room)}), "shut")


def invited(room: Room, what: Act, rubric: Rubric) -> Done:
    """Somebody has opened the link."""
    apart = room.apart
    if apart is None or what.member in apart.invited:
        return Done(room, "invited")
    return Done(_with(room, apart, invited=(*apart.invited, what.member)), "invited")


def hand_in(room: Room, what: Act, rubric: Rubric) -> Done:
    """A member's levels, `open_data=3 analytics=2`; whoever hands in again replaces what they had given."""
    apart, levels = room.apart, _levels(what.argument, rubric)
    if apart is None or not levels:
        return Done(room, "late")
    known = apart.invited if what.member in apart.invited else (*apart.invited, what.member)
    given = {**apart.handed.get(what.member, {}), **levels}
    after = _with(room, apart, invited=known, handed={**apart.handed, what.member: given})
    complete = 0 < apart.expected <= len(apart.handed | {what.member: given})
    if complete and phase(room) not in OPEN:
        return Done(_closed(after, what, rubric), "handed")
    return Done(after, "handed")


def remind(room: Room, what: Act, rubric: Rubric) -> Done:
    """Once, gently: how many have answered is put below again. A round under way is not disturbed."""
    apart = room.apart
    if apart is None or apart.reminded_at is not None or what.at < apart.opened_at + REMINDED_AFTER:
        return Done(room, "late")
    reminded = _with(room, apart, reminded_at=what.at)
    place = room.place if phase(room) in OPEN else room.place + 1
    return Done(reminded.model_copy(update={"place": place}), "shown")


def withdraw(room: Room, what: Act, rubric: Rubric) -> Done:
    """Whoever has everything erased is no longer counted, as long as the result is not made."""
    apart = room.apart
    if apart is None:
        return Done(room, "late")
    others = {member: levels for member, levels in apart.handed.items() if member != what.member}
    known = tuple(each for each in apart.invited if each != what.member)
    return Done(_with(room, apart, invited=known, handed=others), "withdrawn")


def _with(room: Room, apart: Apart, **facts: object) -> Room:
    return room.model_copy(update={"apart": apart.model_copy(update=facts)})


def _without_answers(room: Room) -> dict[str, str]:
    return {kind: door for kind, door in room.doors.items() if not kind.startswith(ANSWERS)}


def _closed(room: Room, what: Act, rubric: Rubric) -> Room:
    """The result as a round that is over: nobody's answers are kept, only how many came to which level."""
    apart = room.apart
    if apart is None:
        return room
    ballots = []
    for number, area in enumerate(rubric.competencies, start=1):
        votes = {member: str(levels[area.id]) for member, levels in apart.handed.items() if area.id in levels}
        cast = cast_of(votes, room.members)
        if cast:
            about = f"quick.{area.id}"
            ballots.append(
                Ballot(
                    about=about, turn=number, asked_at=apart.opened_at, revealed_at=what.at, cast=cast, outcome="kept"
                )
            )
    over = Round(
        kind="apart",
        rubric=rubric.version,
        started_at=apart.opened_at,
        leader=what.member,
        ballots=tuple(ballots),
        ended_at=what.at,
    )
    facts = {
        "round": over,
        "apart": None,
        "doors": _without_answers(room),
        "turn": room.turn + 1,
        "place": room.place + 1,
    }
    return filed(room).model_copy(update=facts)


def _levels(text: str, rubric: Rubric) -> dict[str, int]:
    pairs = [each.partition("=") for each in text.split()]
    possible = {str(level): level for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)}
    return {area: possible[level] for area, _, level in pairs if area in rubric.competency_by_id and level in possible}
