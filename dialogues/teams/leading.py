"""What people can do in a team's room, when, and who may: DEEDS holds all of it. Chooses no words.

A deed that cannot be done now changes nothing and gets a remark: late, not yours to do, already done.
"""

from typing import NamedTuple

from dialogues.cleaning import clean, one_line
from dialogues.teams import apart, conducting, entrusting, plan, voting
from dialogues.teams.acts import LONGEST_NAME, Act, Doing, Done, changed, may_lead
from dialogues.teams.phase import Phase, phase
from dialogues.teams.round import Member, Room
from rubric.model import Rubric

IDLE, VOTING, DISCUSSING, PAUSED, DONE = Phase.IDLE, Phase.VOTING, Phase.DISCUSSING, Phase.PAUSED, Phase.DONE

ALWAYS = frozenset(Phase)


class Deed(NamedTuple):
    """One thing that can be done: in which phases, and by the one who leads or by everybody."""

    when: frozenset[Phase]
    leader: bool
    do: Doing


def act(room: Room, what: Act, rubric: Rubric) -> Done:
    """The room after `what`. Pure: the same act in the same room always comes to the same."""
    deed = DEEDS.get(what.name)
    if deed is None:
        return Done(room, "unclear")
    if what.turn is not None and what.turn != room.turn and what.name not in WITH_OLD_BUTTONS:
        return Done(room, "late")
    if phase(room) not in deed.when:
        return Done(room, NOT_NOW.get((what.name, phase(room)), "late"))
    if deed.leader and not may_lead(room, what):
        return Done(room, "not_leading", room.round.leader_name if room.round else "")
    done = deed.do(room, what, rubric)
    return _led_on(done, what) if deed.leader else done


def _led_on(done: Done, what: Act) -> Done:
    """When the leader has left the group, whoever leads on is the new one."""
    room, now = done.room, done.room.round
    if now is None or now.ended_at is not None or room.members.get(now.leader, Member()).here or not what.member:
        return done
    return done._replace(room=changed(room, leader=what.member, leader_name=one_line(clean(what.who), LONGEST_NAME)))


DEEDS: dict[str, Deed] = {
    "begin": Deed(frozenset({IDLE, DONE}), True, conducting.begin),
    "vote": Deed(frozenset({VOTING}), False, voting.vote),
    "retract": Deed(frozenset({VOTING}), False, voting.retract),
    "reveal": Deed(frozenset({VOTING}), True, conducting.reveal),
    "next": Deed(frozenset({DISCUSSING}), True, conducting.go_on),
    "again": Deed(frozenset({DISCUSSING}), True, conducting.again),
    "skip": Deed(frozenset({VOTING, DISCUSSING}), True, conducting.skip),
    "extend": Deed(frozenset({VOTING}), True, conducting.extend),
    "pause": Deed(frozenset({VOTING, DISCUSSING}), True, conducting.pause),
    "resume": Deed(frozenset({PAUSED}), True, conducting.resume),
    "end": Deed(frozenset({VOTING, DISCUSSING, PAUSED}), True, conducting.end),
    "own": Deed(ALWAYS, True, conducting.own),
    "take_over": Deed(ALWAYS, False, entrusting.take_over),
    "disown": Deed(ALWAYS, False, entrusting.disown),
    "name": Deed(ALWAYS, True, conducting.name_team),
    "hand_over": Deed(ALWAYS, True, conducting.hand_over),
    "menu": Deed(frozenset({IDLE, DONE}), False, conducting.menu),
    "language": Deed(ALWAYS, True, conducting.speak),
    "limit": Deed(frozenset({IDLE, DONE}), True, conducting.limit),
    "names": Deed(frozenset({IDLE, DONE}), True, conducting.open_votes),
    "polls": Deed(frozenset({IDLE, DONE}), True, conducting.polls),
    "no_polls": Deed(frozenset({VOTING}), False, conducting.no_polls),
    "open_door": Deed(ALWAYS, True, apart.open_door),
    "shut_doors": Deed(ALWAYS, True, apart.shut_doors),
    "close_doors": Deed(ALWAYS, True, apart.close_doors),
    "invited": Deed(ALWAYS, False, apart.invited),
    "hand_in": Deed(ALWAYS, False, apart.hand_in),
    "remind": Deed(ALWAYS, False, apart.remind),
    "city": Deed(ALWAYS, True, conducting.name_city),
    "withdraw": Deed(ALWAYS, False, apart.withdraw),
    "why": Deed(plan.RESTING, False, plan.look("why")),
    "needs": Deed(plan.RESTING, False, plan.look("needs")),
    "suppose": Deed(plan.RESTING, False, plan.suppose),
    "plan": Deed(plan.RESTING, False, plan.plan),
    "continue": Deed(plan.RESTING, False, plan.leave),
    "ask": Deed(plan.RESTING, False, plan.ask),
    "role": Deed(ALWAYS, False, voting.speak_for),
    "reason": Deed(frozenset({DISCUSSING, IDLE, DONE}), False, voting.reason),
    "who": Deed(frozenset({DISCUSSING}), False, voting.ask_who),
    "due": Deed(frozenset({VOTING}), False, voting.due),
    "came": Deed(ALWAYS, False, voting.came),
    "left": Deed(ALWAYS, False, voting.left),
    "show": Deed(ALWAYS, False, voting.shown),
    "found": Deed(ALWAYS, False, voting.founded),
}

WITH_OLD_BUTTONS = frozenset({"begin", "menu", "limit", "names", "polls", "role"})
"""What does not belong to a question can be done with a button of an old message, too."""

BETWEEN_ROUNDS = ("menu", "begin", "names", "polls")
NOT_NOW = {
    **{(name, when): "one_at_a_time" for name in BETWEEN_ROUNDS for when in (VOTING, DISCUSSING, PAUSED)},
    ("vote", DISCUSSING): "revealed_already",
    ("vote", PAUSED): "is_paused",
    ("reveal", DISCUSSING): "revealed_already",
    ("pause", PAUSED): "is_paused",
    ("pause", IDLE): "no_round",
    ("pause", DONE): "no_round",
    ("end", IDLE): "no_round",
    ("end", DONE): "no_round",
}
"""Why a deed cannot be done in a phase; all others are late."""
