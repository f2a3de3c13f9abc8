"""Where the facts of a room put it: its phase, the standing question, its count, what comes next. Never kept."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Literal

from dialogues.teams.round import Ballot, Cast, Member, Reason, Room, Round
from rubric.ladder import next_statement, questions_left
from rubric.model import Competency, Rating, Rubric
from rubric.team import DISAGREED, Count, TeamProfile, competency_of, count_of, count_votes, team_profile

FEWEST = 2
"""A question reveals itself when all have voted, if they are so many: one alone may still wait for others."""
AGAIN = "again."
"""How the kind of a round begins that asks what one tactic helps once more."""
REMINDED_AFTER = 3 * 24 * 60 * 60
"""Seconds after which a team is reminded, once, that members can still answer apart."""


class Phase(StrEnum):
    """Where a room stands."""

    IDLE = "idle"
    VOTING = "voting"
    DISCUSSING = "discussing"
    PAUSED = "paused"
    DONE = "done"


def phase(room: Room) -> Phase:
    """Where the facts put a room."""
    now = room.round
    if now is None:
        return Phase.IDLE
    if now.ended_at is not None:
        return Phase.DONE
    if now.paused_at is not None:
        return Phase.PAUSED
    ballot = standing(room)
    return Phase.DISCUSSING if ballot and ballot.revealed_at is not None else Phase.VOTING


def standing(room: Room) -> Ballot | None:
    """The question that is open, voted on or discussed; None without a round or after its last question."""
    ballots = room.round.ballots if room.round else ()
    return ballots[-1] if ballots and ballots[-1].outcome is None else None


def count(ballot: Ballot) -> Count:
    """What was said on a question, open or closed."""
    if ballot.outcome is None:
        return count_votes(ballot.about, ballot.votes.values())
    return count_cast(ballot.about, ballot.cast)


def count_cast(about: str, cast: tuple[Cast, ...]) -> Count:
    people: Counter[str] = Counter()
    for each in cast:
        people[each.value] += each.people
    return count_of(about, people)


def cast_of(votes: Mapping[str, str], members: Mapping[str, Member]) -> tuple[Cast, ...]:
    """Votes without who gave them."""
    said = Counter((members.get(member, Member()).role, value) for member, value in votes.items())
    return tuple(Cast(role, value, people) for (role, value), people in sorted(said.items()))


def settled(done: Round) -> tuple[Ballot, ...]:
    """The questions of a round, with those of the round before that it did not answer anew."""
    anew = {each.about for each in done.ballots if each.outcome == "kept"}
    return (*(each for each in done.carried if each.about not in anew), *done.ballots)


def counts(done: Round) -> dict[str, Count]:
    """The counts of all questions whose outcome was kept, in the order of asking."""
    return {each.about: count(each) for each in settled(done) if each.outcome == "kept"}


def result(done: Round, rubric: Rubric) -> TeamProfile:
    """The profile of a round, finished or not. A question that was skipped has no answer."""
    return team_profile(rubric, counts(done))


def next_question(now: Round, rubric: Rubric) -> str | None:
    """What to ask next, by the outcomes so far; None when the round knows what it wanted to know."""
    asked = {each.about for each in now.ballots}
    if now.kind == "quick":
        return next((f"quick.{area.id}" for area in rubric.competencies if f"quick.{area.id}" not in asked), None)
    if now.kind.startswith(AGAIN):
        return next((each for each in asked_again(now, rubric) if each not in asked), None)
    answered = _for_the_ladder(now)
    found = (next_statement(rubric, area.id, answered) for area in areas(now.kind, rubric))
    return next((each.id for each in found if each is not None), None)


def questions_to_come(now: Round, rubric: Rubric) -> int:
    """About how many questions follow the one that stands."""
    if now.kind == "quick":
        return len(rubric.competencies) - len(now.ballots)
    if now.kind.startswith(AGAIN):
        return len(asked_again(now, rubric)) - len(now.ballots)
    answered = _for_the_ladder(now)
    left = sum(questions_left(rubric, area.id, answered) for area in areas(now.kind, rubric))
    return max(0, left - (1 if now.ballots and now.ballots[-1].outcome is None else 0))


def asked_again(now: Round, rubric: Rubric) -> tuple[str, ...]:
    """The statements that a tactic helps, of an area that the team has looked at closely."""
    looked_at = {competency_of(each.about) for each in now.carried if each.about in rubric.statement_by_id}
    tactic = next((each for each in rubric.tactics if each.id == now.kind.removeprefix(AGAIN)), None)
    return tuple(each for each in tactic.helps if competency_of(each) in looked_at) if tactic else ()


def areas(kind: str, rubric: Rubric) -> tuple[Competency, ...]:
    """The competencies that a kind of round goes through."""
    one = rubric.competency_by_id.get(kind.removeprefix("area."))
    return (one,) if one and kind.startswith("area.") else rubric.competencies


def options(about: str, rubric: Rubric) -> tuple[str, ...]:
    """The values that can be voted for on a question; none if the rubric no longer knows it."""
    if about.startswith("quick."):
        area = rubric.competency_by_id.get(about.removeprefix("quick."))
        return (*(str(each.level) for each in area.descriptions), Rating.UNKNOWN) if area else ()
    statement = rubric.statement_by_id.get(about)
    possible = [each for each in Rating if each is not Rating.NA or (statement and statement.may_not_apply)]
    return tuple(possible) if statement else ()


def invited_to(room: Room) -> int:
    """How many can answer apart, as far as we know."""
    return max(len(room.apart.invited), room.apart.expected) if room.apart else 0


def is_open(room: Room) -> bool:
    """Whether something is under way: a round, or members who answer apart."""
    return phase(room) in {Phase.VOTING, Phase.DISCUSSING, Phase.PAUSED} or room.apart is not None


def reveals_at(room: Room) -> int | None:
    """When the standing question reveals itself, if it does."""
    ballot = standing(room)
    return ballot.due_at if ballot is not None and phase(room) is Phase.VOTING else None


def reminds_at(room: Room) -> int | None:
    """From when on the team may be reminded that members can still answer apart; None once it was."""
    apart = room.apart
    return apart.opened_at + REMINDED_AFTER if apart is not None and apart.reminded_at is None else None


def asked_of(room: Room) -> int:
    """How many are asked to vote on the standing question, as far as we know."""
    now, ballot = room.round, standing(room)
    if now is None or ballot is None:
        return 0
    known = len({*now.known, *ballot.votes})
    return max(known, now.expected) if _is_first(now, ballot) else known


def all_have_voted(room: Room) -> bool:
    """Whether everybody has voted of whom we know that they take part."""
    now, ballot = room.round, standing(room)
    if now is None or ballot is None or len(ballot.votes) < FEWEST:
        return False
    if _is_first(now, ballot):
        return 0 < now.expected <= len(ballot.votes)
    return set(now.known) <= set(ballot.votes)


def end_of(ballot: Ballot, member: str) -> Literal["lowest", "highest"] | None:
    """The end of a disputed vote at which a member stands."""
    found, vote = count(ballot), ballot.votes.get(member)
    if vote is None or found.agreement not in DISAGREED:
        return None
    ends: Iterator[Literal["lowest", "highest"]] = iter(("lowest", "highest"))
    return next((end for end in ends if getattr(found, end) == vote), None)


def explained(reason: Reason, ballot: Ballot) -> str:
    """The vote that a reason was given for."""
    return reason.value or getattr(count(ballot), reason.end) or ""


def may_vote_again(ballot: Ballot) -> bool:
    """One vote more, where the team disagrees."""
    return not ballot.again and count(ballot).agreement in DISAGREED


def _is_first(now: Round, ballot: Ballot) -> bool:
    return len(now.ballots) == 1 and not ballot.again


def _for_the_ladder(now: Round) -> dict[str, Rating]:
    """Outcomes as the ladder takes them: what was skipped is not asked again."""
    done = [each for each in now.ballots if each.outcome is not None]
    said = {each.about: count(each).outcome if each.outcome == "kept" else None for each in done}
    return {about: Rating(each or Rating.UNKNOWN) for about, each in said.items()}
