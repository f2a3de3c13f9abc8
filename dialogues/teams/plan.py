"""What a team does after its result: looks at what follows from it, supposes, and keeps a plan. Chooses no words.

The outcomes of a team's last round are answers like those of a person, so all of it rests on a session that is made of
them: why, what it takes, what if and the plan are the same as in a private chat.
"""

from dialogues.cleaning import clean, one_line
from dialogues.plans.planning import Now, change_plan, helped, level_for, name_owner
from dialogues.plans.reminding import next_due, reminded
from dialogues.position import KEPT
from dialogues.session import Entry, Planned, Session
from dialogues.supposing import turned_on
from dialogues.teams.acts import LONGEST_NAME, Act, Doing, Done, may_lead
from dialogues.teams.phase import AGAIN, Phase, counts, result, settled
from dialogues.teams.round import Ballot, Room, Round
from rubric.model import Rubric
from rubric.profile import Sheet

LED = frozenset({"take", "drop", "quiet", "loud"})
"""What is done with the plan as a whole is for those who lead; everybody can tell how a step goes."""
NOT_ALONE = frozenset({"rate"})
"""What one person does not decide for a team: its statements are rated in a round."""
RESTING = frozenset({Phase.IDLE, Phase.DONE})
"""Phases in which nothing is voted on."""


def last_result(room: Room) -> Round | None:
    """The newest finished round with an answer in it."""
    rounds = (*room.past, room.round) if room.round else room.past
    return next((each for each in reversed(rounds) if each.ended_at is not None and counts(each)), None)


def session_of(room: Room, rubric: Rubric) -> Session:
    """The room as a session: the outcomes of its last round as answers, its reasons as notes, its plan, its page."""
    done = last_result(room)
    sheet = result(done, rubric).sheet if done else Sheet({}, {})
    entries = [Entry(about, str(rating)) for about, rating in sheet.ratings.items()]
    entries += [Entry(f"quick.{area}", str(level)) for area, level in sheet.guesses.items()]
    return Session(
        language=room.language,
        agreed_at=(done.ended_at if done else None) or 0,
        city=room.city,
        want=KEPT,
        entries=tuple(entries),
        notes=_notes(settled(done)) if done else {},
        page=room.page,
        plan=room.plan,
        quiet=room.quiet,
        zone="",
    )


def look(name: str) -> Doing:
    """A deed that shows a page; `argument` says what on it."""

    def looked(room: Room, what: Act, rubric: Rubric) -> Done:
        if last_result(room) is None:
            return Done(room, "no_result")
        return Done(_turned_to(room, f"{name}.{what.argument}".rstrip("."), what), "looked")

    return looked


def suppose(room: Room, what: Act, rubric: Rubric) -> Done:
    """What if? A press turns one thing, so two people who press at the same moment both count."""
    stands = room.page.removeprefix("suppose.") if room.page.startswith("suppose.") else ""
    return look("suppose")(room, what._replace(argument=turned_on(stands, what.argument)), rubric)


def leave(room: Room, what: Act, rubric: Rubric) -> Done:
    """Back to what stood before: the result, or what can be begun."""
    return Done(room.model_copy(update={"page": "", "place": room.place + bool(room.page)}), "looked")


def plan(room: Room, what: Act, rubric: Rubric) -> Done:
    """The plan, or what the argument does with it."""
    wish, _, rest = what.argument.partition(".")
    if wish in LED and not may_lead(room, what):
        return Done(room, "only_leaders")
    session = session_of(room, rubric)
    if wish in {"mine", "name"}:
        place, _, name = rest.partition(".")
        heard = name_owner(
            session.model_copy(update={"page": f"plan.who.{place}"}), _name(what.who if wish == "mine" else name)
        )
    else:
        argument = "" if wish in NOT_ALONE else what.argument
        heard = change_plan(_now(session, room, rubric, what.at), argument)
    if heard is None or heard.session is None:
        return Done(room, "unclear")
    remark = heard.remarks[0].kind if heard.remarks else "looked"
    return Done(_planned(room, heard.session, what), remark)


def owner_told(room: Room, what: Act) -> Done | None:
    """An answer to the page that asks who takes a step on; None if that is not what is asked."""
    name = _name(what.argument)
    heard = name_owner(Session(language=room.language, plan=room.plan, page=room.page, zone=""), name) if name else None
    return Done(_planned(room, heard.session, what), "looked") if heard and heard.session else None


def ask(room: Room, what: Act, rubric: Rubric) -> Done:
    """A step whose time has come stands below, with what can be said to it. Once, until somebody answers."""
    after = reminded(_plan_alone(room), what.at)
    if after is None:
        return Done(room, "late")
    facts = {"plan": after.plan, "page": after.page, "place": room.place + 1, "turn": room.turn + 1}
    return Done(room.model_copy(update=facts), "shown")


def plan_due(room: Room) -> int | None:
    """When the team is to be asked how a step went, seconds since 1970; None if it is not."""
    return next_due(_plan_alone(room))


def round_again(room: Room, tactic: str, rubric: Rubric) -> tuple[Ballot, ...] | None:
    """What a small round on a step that is done carries along; None if there is nothing that it could ask."""
    done, step = last_result(room), _step_of(room, tactic)
    now = _now(session_of(room, rubric), room, rubric, 0)
    if done is None or step is None or step.state != "done" or not helped(now, step):
        return None
    return tuple(each for each in settled(done) if each.outcome == "kept")


def credited(room: Room, rubric: Rubric) -> Room:
    """After a small round: what its step has moved stands in the plan, and is what the team sees."""
    now = room.round
    step = _step_of(room, now.kind.removeprefix(AGAIN)) if now and now.kind.startswith(AGAIN) else None
    if step is None:
        return room
    place = room.plan.index(step)
    after = step._replace(after=level_for(_now(session_of(room, rubric), room, rubric, 0), step))
    plan = (*room.plan[:place], after, *room.plan[place + 1 :])
    return room.model_copy(update={"plan": plan, "page": f"plan.moved.{place + 1}"})


def _step_of(room: Room, tactic: str) -> Planned | None:
    return next((each for each in room.plan if each.tactic == tactic), None)


def _plan_alone(room: Room) -> Session:
    """What reminders need of a room; nothing is asked while something is voted on."""
    return Session(language=room.language, agreed_at=0, plan=room.plan, quiet=room.quiet, zone="")


def _now(session: Session, room: Room, rubric: Rubric, at: int) -> Now:
    done = last_result(room)
    return Now(session, rubric, result(done, rubric).sheet if done else Sheet({}, {}), at)


def _planned(room: Room, session: Session, what: Act) -> Room:
    """The room with the plan of a session. Whatever was on a button before, is late once the plan has changed."""
    facts = {"plan": session.plan, "quiet": session.quiet}
    changed = (session.plan, session.quiet) != (room.plan, room.quiet)
    after = room.model_copy(update={**facts, "turn": room.turn + changed})
    return _turned_to(after, session.page, what)


def _turned_to(room: Room, page: str, what: Act) -> Room:
    """A page stands below once it was asked for; turned by a button, it is told anew in place."""
    below = not room.page or what.turn is None
    return room.model_copy(update={"page": page, "place": room.place + below})


def _name(text: str) -> str:
    return one_line(clean(text), LONGEST_NAME)


def _notes(ballots: tuple[Ballot, ...]) -> dict[str, str]:
    return {each.about: "; ".join(one.text for one in each.reasons) for each in ballots if each.reasons}
