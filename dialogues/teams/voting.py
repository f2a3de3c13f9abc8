"""What members of a team do: vote, give a reason, say what they speak for, come and leave."""

from dialogues.cleaning import clean, one_line
from dialogues.teams.acts import LONGEST_NAME, Act, Done, changed, revealed
from dialogues.teams.conducting import view_of
from dialogues.teams.phase import Phase, all_have_voted, end_of, options, phase, standing
from dialogues.teams.plan import owner_told
from dialogues.teams.round import ROLES, Member, Reason, Room
from rubric.model import Rubric

LONGEST_REASON = 300
REASONS_OF_AN_END = 2
LONGEST_SHOWN = 24
"""Letters of a name that is shown with a vote."""


def vote(room: Room, what: Act, rubric: Rubric) -> Done:
    now, ballot = room.round, standing(room)
    if now is None or ballot is None or what.argument not in options(ballot.about, rubric):
        return Done(room, "unclear")
    remark = "changed" if ballot.votes.get(what.member, what.argument) != what.argument else "voted"
    names = {**ballot.names, what.member: one_line(clean(what.who), LONGEST_SHOWN)} if now.open_votes else {}
    votes = {**ballot.votes, what.member: what.argument}
    voted = changed(room, ballot.model_copy(update={"votes": votes, "names": names}))
    if what.member not in now.known:
        voted = changed(voted, known=(*now.known, what.member))
    return Done(revealed(voted, what.at) if all_have_voted(voted) else voted, remark, what.argument)


def retract(room: Room, what: Act, rubric: Rubric) -> Done:
    """An answer taken back, as polls allow it: whoever did so is waited for again."""
    ballot = standing(room)
    if ballot is None:
        return Done(room, "late")
    votes, names = ({each: kept[each] for each in kept if each != what.member} for kept in (ballot.votes, ballot.names))
    return Done(changed(room, ballot.model_copy(update={"votes": votes, "names": names})), "retracted")


def due(room: Room, what: Act, rubric: Rubric) -> Done:
    """The time is over. Without any vote the question stays open: somebody has to say what becomes of it."""
    ballot = standing(room)
    if ballot is None or ballot.due_at is None or what.at < ballot.due_at:
        return Done(room, "late")
    if not ballot.votes:
        return Done(changed(room, ballot.model_copy(update={"due_at": None})), "no_votes")
    return Done(revealed(room, what.at), "revealed")


def speak_for(room: Room, what: Act, rubric: Rubric) -> Done:
    if what.argument not in ROLES:
        return Done(room, "unclear")
    members = {**room.members, what.member: Member(what.argument)}
    return Done(room.model_copy(update={"members": members}), "role", what.argument)


def reason(room: Room, what: Act, rubric: Rubric) -> Done:
    """A sentence from an end of a disputed vote; or, when that was asked, who could tell, or who takes a step on."""
    named = owner_told(room, what)
    if named is not None:
        return named
    ballot, text = standing(room), one_line(clean(what.argument), LONGEST_REASON)
    if ballot is None or not text:
        return Done(room, "unclear")
    if ballot.awaits_name:
        told = ballot.model_copy(update={"awaits_name": False, "knows": text[:LONGEST_NAME]})
        return Done(changed(room, told), "named")
    end = end_of(ballot, what.member)
    if end is None:
        return Done(room, "not_at_an_end")
    others = tuple(each for each in ballot.reasons if each.member != what.member)
    if sum(each.end == end for each in others) >= REASONS_OF_AN_END:
        return Done(room, "enough_reasons")
    reasons = (*others, Reason(end, text, what.member, ballot.votes[what.member]))
    return Done(changed(room, ballot.model_copy(update={"reasons": reasons})), "reason")


def ask_who(room: Room, what: Act, rubric: Rubric) -> Done:
    ballot = standing(room)
    if ballot is None:
        return Done(room, "late")
    return Done(changed(room, ballot.model_copy(update={"awaits_name": True})), "ask_who")


def came(room: Room, what: Act, rubric: Rubric) -> Done:
    members = {**room.members, what.member: room.members.get(what.member, Member())._replace(here=True)}
    came, now = room.model_copy(update={"members": members}), room.round
    if now is None or now.ended_at is not None or what.member in now.known:
        return Done(came, "came")
    return Done(changed(came, known=(*now.known, what.member), expected=now.expected + bool(now.expected)), "came")


def left(room: Room, what: Act, rubric: Rubric) -> Done:
    """Who leaves is no longer waited for. A vote that was given stays given."""
    members = {**room.members, what.member: room.members.get(what.member, Member())._replace(here=False)}
    gone, now = room.model_copy(update={"members": members}), room.round
    if now is None or now.ended_at is not None:
        return Done(gone, "left")
    known = tuple(each for each in now.known if each != what.member)
    ballot = standing(gone)
    stays = ballot is not None and what.member in ballot.votes
    gone = changed(gone, known=known, expected=max(0, now.expected - (0 if stays else 1)))
    reveals = phase(gone) is Phase.VOTING and all_have_voted(gone)
    return Done(revealed(gone, what.at) if reveals else gone, "left")


def shown(room: Room, what: Act, rubric: Rubric) -> Done:
    """What stands is put again below, where everybody sees it; of the menu its first view."""
    page = "" if view_of(room) else room.page
    return Done(room.model_copy(update={"page": page, "place": room.place + 1}), "shown")


def founded(room: Room, what: Act, rubric: Rubric) -> Done:
    """Whoever brought the bot in may lead; the first one stays."""
    return Done(room.model_copy(update={"founder": room.founder or what.member}), "founded")
