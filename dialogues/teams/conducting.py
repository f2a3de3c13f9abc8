"""What the one who leads a round does with it: begin, reveal, go on, vote again, skip, pause, extend, end."""

from dialogues.cleaning import clean, one_line
from dialogues.teams.acts import LONGEST_NAME, Act, Done, changed, revealed
from dialogues.teams.phase import AGAIN, cast_of, may_vote_again, next_question, standing
from dialogues.teams.plan import credited, round_again
from dialogues.teams.round import PAST_KEPT, Ballot, Room, Round
from rubric.model import Rubric

LIMITS = (0, 60, 120, 300)
"""Seconds for a question that a team can choose."""
EXTENSION = 60
MENU = "menu."
MENU_VIEWS = ("", "areas", "more")
"""The views of what can be begun, by what stands behind `menu.` in the room's page. The first is no page."""
CHOICES = {"on": True, "off": False}


def begin(room: Room, what: Act, rubric: Rubric) -> Done:
    kind = what.argument
    area = kind.removeprefix("area.")
    carried = round_again(room, kind.removeprefix(AGAIN), rubric) if kind.startswith(AGAIN) else ()
    known = kind in {"quick", "full"} or kind.startswith(AGAIN)
    if carried is None or not (known or (kind.startswith("area.") and area in rubric.competency_by_id)):
        return Done(room, "unclear")
    begun = Round(
        kind=kind,
        rubric=rubric.version,
        started_at=what.at,
        leader=what.member,
        leader_name=one_line(clean(what.who), LONGEST_NAME),
        limit=room.limit,
        open_votes=room.open_votes,
        by_poll=room.by_poll,
        expected=max(0, what.headcount),
        carried=carried,
    )
    founder = room.founder or what.member
    return Done(_asked(filed(room).model_copy(update={"round": begun, "founder": founder}), what.at, rubric), "begun")


def reveal(room: Room, what: Act, rubric: Rubric) -> Done:
    ballot = standing(room)
    if ballot is None or not ballot.votes:
        return Done(room, "no_votes")
    return Done(revealed(room, what.at), "revealed")


def go_on(room: Room, what: Act, rubric: Rubric) -> Done:
    return Done(_asked(_closed(room, skipped=False), what.at, rubric), "gone_on")


def again(room: Room, what: Act, rubric: Rubric) -> Done:
    """One vote more, blind like the first one. If nobody takes part in it, the first one counts."""
    now, ballot = room.round, standing(room)
    if now is None or ballot is None or not may_vote_again(ballot):
        return Done(room, "only_once")
    anew: dict[str, object] = {
        "turn": room.turn + 1,
        "again": True,
        "before": cast_of(ballot.votes, room.members),
        "votes": {},
        "names": {},
        "revealed_at": None,
        "due_at": what.at + now.limit if now.limit else None,
        "awaits_name": False,
    }
    put = changed(room, ballot.model_copy(update=anew))
    return Done(put.model_copy(update={"turn": room.turn + 1, "place": room.place + 1}), "again")


def skip(room: Room, what: Act, rubric: Rubric) -> Done:
    return Done(_asked(_closed(room, skipped=True), what.at, rubric), "skipped")


def pause(room: Room, what: Act, rubric: Rubric) -> Done:
    ballot = standing(room)
    stopped = changed(room, ballot.model_copy(update={"due_at": None})) if ballot else room
    return Done(changed(stopped, paused_at=what.at), "paused")


def resume(room: Room, what: Act, rubric: Rubric) -> Done:
    now, ballot = room.round, standing(room)
    if now is not None and ballot is not None and ballot.revealed_at is None and now.limit:
        room = changed(room, ballot.model_copy(update={"due_at": what.at + now.limit}))
    return Done(changed(room, paused_at=None).model_copy(update={"place": room.place + 1}), "resumed")


def extend(room: Room, what: Act, rubric: Rubric) -> Done:
    ballot = standing(room)
    if ballot is None or ballot.due_at is None:
        return Done(room, "no_limit")
    return Done(changed(room, ballot.model_copy(update={"due_at": ballot.due_at + EXTENSION})), "extended")


def end(room: Room, what: Act, rubric: Rubric) -> Done:
    """What was revealed counts; a question that is still voted on does not."""
    ballot = standing(room)
    told = ballot is not None and (ballot.revealed_at is not None or ballot.again)
    closed = _closed(room, skipped=not told)
    return Done(_ended(closed, what.at, rubric), "ended")


def menu(room: Room, what: Act, rubric: Rubric) -> Done:
    """What can be begun stands below; a round that is over is kept among the past ones. A view of it turns in place."""
    page = f"{MENU}{what.argument}" if what.argument in MENU_VIEWS[1:] else ""
    stands = room.round is None and room.place > 0 and (not room.page or view_of(room) != "")
    facts = {"page": page, "place": room.place + (not (stands and what.argument))}
    return Done(filed(room).model_copy(update=facts), "looked")


def view_of(room: Room) -> str:
    """The view of the menu that a room looks at; "" is the first one."""
    head, _, view = room.page.partition(".")
    return view if f"{head}." == MENU and view in MENU_VIEWS else ""


def speak(room: Room, what: Act, rubric: Rubric) -> Done:
    """The shared messages are in another language from now on."""
    return Done(room.model_copy(update={"language": what.argument, "place": room.place + 1}), "shown")


def name_team(room: Room, what: Act, rubric: Rubric) -> Done:
    """What a team without a group is called."""
    return Done(room.model_copy(update={"name": one_line(clean(what.argument), LONGEST_NAME)}), "named")


def name_city(room: Room, what: Act, rubric: Rubric) -> Done:
    """The city that the team speaks of; it stands over results and minutes."""
    return Done(room.model_copy(update={"city": one_line(clean(what.argument), LONGEST_NAME)}), "city")


def own(room: Room, what: Act, rubric: Rubric) -> Done:
    """One more owner of the record, so that it does not hang on one person."""
    owners = tuple(sorted({*room.owners, what.argument} - {""}))
    return Done(room.model_copy(update={"owners": owners}), "owner")


def hand_over(room: Room, what: Act, rubric: Rubric) -> Done:
    """The successor takes the place of whoever hands over."""
    owners = tuple(sorted(({*room.owners} - {what.member}) | {what.argument}))
    founder = what.argument if room.founder == what.member else room.founder
    return Done(room.model_copy(update={"owners": owners, "founder": founder}), "handed_over")


def limit(room: Room, what: Act, rubric: Rubric) -> Done:
    """The next one of the limits; it holds from the next round on."""
    place = LIMITS.index(room.limit) if room.limit in LIMITS else -1
    limit = LIMITS[(place + 1) % len(LIMITS)]
    return Done(room.model_copy(update={"limit": limit}), "limit", str(limit))


def open_votes(room: Room, what: Act, rubric: Rubric) -> Done:
    """Whether names are shown at the reveal, `on` or `off`; it holds from the next round on."""
    if what.argument not in CHOICES:
        return Done(room, "unclear")
    return Done(room.model_copy(update={"open_votes": CHOICES[what.argument]}), f"names_{what.argument}")


def polls(room: Room, what: Act, rubric: Rubric) -> Done:
    """Whether questions are put as the channel's own polls, `on` or `off`; it holds from the next round on."""
    if what.argument not in CHOICES:
        return Done(room, "unclear")
    return Done(room.model_copy(update={"by_poll": CHOICES[what.argument]}), f"polls_{what.argument}")


def no_polls(room: Room, what: Act, rubric: Rubric) -> Done:
    """The channel takes no polls here: the round goes on with buttons, and so does every later one."""
    return Done(changed(room, by_poll=False).model_copy(update={"by_poll": False}), "shown")


def filed(room: Room) -> Room:
    """The finished round among the past ones, and nothing of it looked at."""
    past = (*room.past, room.round)[-PAST_KEPT:] if room.round else room.past
    return room.model_copy(update={"round": None, "past": past, "page": ""})


def _asked(room: Room, at: int, rubric: Rubric) -> Room:
    """The next question put, or the round ended if there is none."""
    now = room.round
    about = next_question(now, rubric) if now else None
    if now is None or about is None:
        return _ended(room, at, rubric)
    due = at + now.limit if now.limit else None
    ballot = Ballot(about=about, turn=room.turn + 1, asked_at=at, due_at=due)
    put = now.model_copy(update={"ballots": (*now.ballots, ballot)})
    return room.model_copy(update={"round": put, "turn": room.turn + 1, "place": room.place + 1})


def _ended(room: Room, at: int, rubric: Rubric) -> Room:
    now = room.round
    if now is None:
        return room
    kept = tuple(each for each in now.ballots if each.outcome is not None)
    over = now.model_copy(update={"ballots": kept, "ended_at": at, "paused_at": None, "leader_name": "", "known": ()})
    done = room.model_copy(update={"round": over, "turn": room.turn + 1, "place": room.place + 1})
    return credited(done, rubric)


def _closed(room: Room, *, skipped: bool) -> Room:
    """The standing question closed: what was said stays, who said it goes."""
    ballot = standing(room)
    if ballot is None:
        return room
    cast = cast_of(ballot.votes, room.members) or ballot.before
    over: dict[str, object] = {
        "cast": cast,
        "votes": {},
        "names": {},
        "reasons": tuple(each._replace(member="") for each in ballot.reasons),
        "due_at": None,
        "awaits_name": False,
        "outcome": "skipped" if skipped or not cast else "kept",
    }
    return changed(room, ballot.model_copy(update=over))
