"""What a person does with the plan: takes steps on, names owners and dates, and tells how it went.

Everything is asked for as `plan.<what>.<place>…`, where the place counts the steps of the plan from 1.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from dialogues.answering import entered
from dialogues.cleaning import one_line
from dialogues.commanding import put_by
from dialogues.message import Remark
from dialogues.moment import Heard, Moment
from dialogues.plans.reminding import DAY
from dialogues.plans.zones import first_asked
from dialogues.position import KEPT, Place, position, sheet_of
from dialogues.session import Entry, Planned, Session
from rubric.advice import advise, top
from rubric.model import Rating, Rubric, Tactic
from rubric.profile import Sheet
from rubric.scoring import score, standing_in

MOST_STEPS = 3
LONGEST_OWNER = 60
DAYS = {"1": 30, "3": 91, "6": 182}
"""Dates that one tap chooses, by months."""
FIRST_DATE = DAYS["1"]
SNOOZED = 14
BLOCKS = {
    "access": "innovation.access",
    "money": "innovation.lasting",
    "law": "innovation.lasting",
    "skills": "innovation.insight",
}
"""What may block a step, and which part of the way of a new idea deals with it."""


class Assessed(Protocol):
    """What a plan follows from: answers, and the session that holds it. A scene is one, a person's or a team's."""

    @property
    def session(self) -> Session: ...

    @property
    def rubric(self) -> Rubric: ...

    @property
    def sheet(self) -> Sheet: ...


class Now(NamedTuple):
    """Something assessed at a time, seconds since 1970."""

    session: Session
    rubric: Rubric
    sheet: Sheet
    at: int


Doing = Callable[[Now, str], Heard]


def plan(moment: Moment, argument: str) -> Heard:
    """What a person's wish `argument` does with the plan."""
    scene = moment.scene
    return change_plan(Now(scene.session, scene.rubric, scene.sheet, moment.message.at), argument)


def change_plan(now: Now, argument: str) -> Heard:
    """The plan itself, or what `argument` does with it. What it does not know shows the plan."""
    what, _, rest = argument.partition(".")
    if not now.session.plan and not (now.sheet.ratings or now.sheet.guesses):
        return Heard(now.session, (Remark("no_result"),))
    if what == "take":
        return _take(now, rest)
    if what in {"quiet", "loud"}:
        return _at(now.session.model_copy(update={"quiet": what == "quiet"}))
    if what not in DOING or step_at(now.session, rest.partition(".")[0]) is None:
        return _at(now.session, "more" if what == "more" else "")
    return DOING[what](now, rest)


def owner_typed(moment: Moment) -> Heard | None:
    """Typed words as the owner of a step, where that is what was asked; None elsewhere."""
    return name_owner(moment.session, moment.text)


def awaits_owner(session: Session) -> bool:
    """Whether it is asked who takes a step on."""
    return name_owner(session, "") is not None


def name_owner(session: Session, text: str) -> Heard | None:
    """`text` as the owner of the step for which one is looked for; None if that was not asked."""
    head, _, place = session.page.rpartition(".")
    if head != "plan.who" or step_at(session, place) is None:
        return None
    return _at(_changed(session, place, owner=one_line(text, LONGEST_OWNER)))


def step_at(session: Session, place: str) -> Planned | None:
    """The step at a place of the plan, counted from 1."""
    number = int(place) if place.isdecimal() and len(place) < 3 else 0
    return session.plan[number - 1] if 0 < number <= len(session.plan) else None


def offered(assessed: Assessed) -> tuple[Tactic, ...]:
    """The best steps that may still be taken on: three at most may be open at a time."""
    taken = {each.tactic for each in assessed.session.plan}
    room = MOST_STEPS - sum(each.state != "done" for each in assessed.session.plan)
    profile = score(assessed.rubric, assessed.sheet)
    steps = [each for each in advise(assessed.rubric, profile, assessed.sheet) if each.tactic.id not in taken]
    return tuple(each.tactic for each in top(steps, MOST_STEPS)) if room > 0 else ()


def helped(assessed: Assessed, step: Planned) -> tuple[str, ...]:
    """The statements to ask again once a step is done: those that it helps, where its area was looked at closely."""
    tactic = next((each for each in assessed.rubric.tactics if each.id == step.tactic), None)
    if tactic is None:
        return ()
    rated = {each.partition(".")[0] for each in assessed.sheet.ratings}
    return tuple(each for each in tactic.helps if each.partition(".")[0] in rated)


def level_for(assessed: Assessed, step: Planned) -> int:
    """Where the competency of a step stands; 0 if nobody was asked."""
    standing = standing_in(assessed.rubric, step.tactic.partition(".")[0], assessed.sheet)
    return standing.level if standing else 0


def _take(now: Now, wanted: str) -> Heard:
    """Takes on one step, or as many of those on offer as there is room for."""
    session, at = now.session, now.at
    room = MOST_STEPS - sum(each.state != "done" for each in session.plan)
    tactics = [each.id for each in offered(now) if wanted in {"all", each.id}]
    if not room:
        return _at(session)._replace(remarks=(Remark("plan_full"),))
    taken = tuple(Planned(each, at, at + FIRST_DATE * DAY) for each in tactics[:room])
    return first_asked(_at(session.model_copy(update={"plan": (*session.plan, *taken)})))


def _page(name: str) -> Doing:
    def shown(now: Now, place: str) -> Heard:
        return _at(now.session, f"{name}.{place}")

    return shown


def _date(now: Now, rest: str) -> Heard:
    place, _, months = rest.partition(".")
    due = now.at + DAYS[months] * DAY if months in DAYS else 0
    return _at(_changed(now.session, place, due=due, asked=0))


def _later(now: Now, place: str) -> Heard:
    due = now.at + SNOOZED * DAY
    return _at(_changed(now.session, place, due=due, asked=0))


def _nobody(now: Now, place: str) -> Heard:
    return _at(_changed(now.session, place, owner=""))


def _drop(now: Now, place: str) -> Heard:
    kept = tuple(each for number, each in enumerate(now.session.plan, 1) if number != int(place))
    return _at(now.session.model_copy(update={"plan": kept}))


def _because(now: Now, rest: str) -> Heard:
    place, _, block = rest.partition(".")
    if block not in BLOCKS:
        return _at(now.session, f"blocked.{place}")
    due = now.at + DAYS["1"] * DAY
    blocked = _changed(now.session, place, state="blocked", block=block, due=due, asked=0)
    return _at(blocked, f"because.{place}")


def _done(now: Now, place: str) -> Heard:
    step = step_at(now.session, place)
    if step is None or step.state == "done":
        return _at(now.session)
    session = _changed(now.session, place, state="done", due=0, before=level_for(now, step), done_at=now.at)
    if position(now.session, now.rubric, now.sheet).place is Place.DONE:
        session = session.model_copy(update={"want": KEPT})
    again = helped(now, step)
    return _at(session, f"again.{place}.{again[0]}" if again else f"moved.{place}")


def _rate(now: Now, rest: str) -> Heard:
    """One of the statements that a step helps, rated again; the last one settles which level moved."""
    place, _, answer = rest.partition(".")
    about, _, rating = answer.rpartition(".")
    step = step_at(now.session, place)
    again = helped(now, step) if step else ()
    if step is None or about not in again or not _possible(now, about, rating):
        return _at(now.session)
    session = entered(_kept_apart(now), Entry(about, rating))
    if about != again[-1]:
        return _at(session, f"again.{place}.{again[again.index(about) + 1]}")
    after = level_for(now._replace(session=session, sheet=sheet_of(session, now.rubric)), step)
    return _at(_changed(session, place, after=after), f"moved.{place}")


def _kept_apart(now: Now) -> Session:
    """With the answers of an earlier day among the past ones, so that the trail shows what a step has moved."""
    session = now.session
    if session.answered_at // DAY == now.at // DAY:
        return session
    kept = {"entries": session.entries, "notes": session.notes}
    return put_by(session, now.at, now.rubric).model_copy(update=kept)


def _possible(assessed: Assessed, about: str, rating: str) -> bool:
    return rating in list(Rating) and (rating != Rating.NA or assessed.rubric.statement_by_id[about].may_not_apply)


def _changed(session: Session, place: str, **facts: object) -> Session:
    """The session with other facts about one step of its plan."""
    number = int(place)
    step = Planned(**{**session.plan[number - 1]._asdict(), **facts})
    return session.model_copy(update={"plan": (*session.plan[: number - 1], step, *session.plan[number:])})


def _at(session: Session, page: str = "") -> Heard:
    return Heard(session.model_copy(update={"page": f"plan.{page}" if page else "plan"}))


DOING: dict[str, Doing] = {
    "step": _page("step"),
    "when": _page("when"),
    "who": _page("who"),
    "blocked": _page("blocked"),
    "moved": _page("moved"),
    "on": _date,
    "later": _later,
    "nobody": _nobody,
    "drop": _drop,
    "because": _because,
    "done": _done,
    "rate": _rate,
}
"""What can be done with one step of the plan."""
