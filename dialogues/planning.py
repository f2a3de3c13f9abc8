"""What a person does with the plan: takes steps on, names owners and dates, and tells how it went.

Everything is asked for as `plan.<what>.<place>…`, where the place counts the steps of the plan from 1.
"""

from collections.abc import Callable

from dialogues.answering import entered
from dialogues.cleaning import one_line
from dialogues.commanding import put_by
from dialogues.message import Remark
from dialogues.moment import Heard, Moment
from dialogues.position import KEPT, Place
from dialogues.reminding import DAY
from dialogues.scene import Scene, scene_of
from dialogues.session import Entry, Planned, Session
from dialogues.zones import first_asked
from rubric.advice import advise, top
from rubric.model import Rating, Tactic
from rubric.scoring import standing_in

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

Doing = Callable[[Moment, str], Heard]


def plan(moment: Moment, argument: str) -> Heard:
    """The plan itself, or what `argument` does with it. What it does not know shows the plan."""
    what, _, rest = argument.partition(".")
    scene = moment.scene
    if not moment.session.plan and not (scene.sheet.ratings or scene.sheet.guesses):
        return Heard(moment.session, (Remark("no_result"),))
    if what == "take":
        return _take(moment, rest)
    if what in {"quiet", "loud"}:
        return _at(moment.session.model_copy(update={"quiet": what == "quiet"}))
    if what not in DOING or step_at(moment.session, rest.partition(".")[0]) is None:
        return _at(moment.session, "more" if what == "more" else "")
    return DOING[what](moment, rest)


def owner_typed(moment: Moment) -> Heard | None:
    """Typed words as the owner of a step, where that is what was asked; None elsewhere."""
    head, _, place = moment.session.page.rpartition(".")
    if head != "plan.who" or step_at(moment.session, place) is None:
        return None
    return _at(_changed(moment.session, place, owner=one_line(moment.text, LONGEST_OWNER)))


def step_at(session: Session, place: str) -> Planned | None:
    """The step at a place of the plan, counted from 1."""
    number = int(place) if place.isdecimal() and len(place) < 3 else 0
    return session.plan[number - 1] if 0 < number <= len(session.plan) else None


def offered(scene: Scene) -> tuple[Tactic, ...]:
    """The best steps that may still be taken on: three at most may be open at a time."""
    taken = {each.tactic for each in scene.session.plan}
    room = MOST_STEPS - sum(each.state != "done" for each in scene.session.plan)
    steps = [each for each in advise(scene.rubric, scene.profile(), scene.sheet) if each.tactic.id not in taken]
    return tuple(each.tactic for each in top(steps, MOST_STEPS)) if room > 0 else ()


def helped(scene: Scene, step: Planned) -> tuple[str, ...]:
    """The statements to ask again once a step is done: those that it helps, where its area was looked at closely."""
    tactic = next((each for each in scene.rubric.tactics if each.id == step.tactic), None)
    if tactic is None:
        return ()
    rated = {each.partition(".")[0] for each in scene.sheet.ratings}
    return tuple(each for each in tactic.helps if each.partition(".")[0] in rated)


def level_for(scene: Scene, step: Planned) -> int:
    """Where the competency of a step stands; 0 if nobody was asked."""
    standing = standing_in(scene.rubric, step.tactic.partition(".")[0], scene.sheet)
    return standing.level if standing else 0


def _take(moment: Moment, wanted: str) -> Heard:
    """Takes on one step, or as many of those on offer as there is room for."""
    session, at = moment.session, moment.message.at
    room = MOST_STEPS - sum(each.state != "done" for each in session.plan)
    tactics = [each.id for each in offered(moment.scene) if wanted in {"all", each.id}]
    if not room:
        return _at(session)._replace(remarks=(Remark("plan_full"),))
    taken = tuple(Planned(each, at, at + FIRST_DATE * DAY) for each in tactics[:room])
    return first_asked(_at(session.model_copy(update={"plan": (*session.plan, *taken)})))


def _page(name: str) -> Doing:
    def shown(moment: Moment, place: str) -> Heard:
        return _at(moment.session, f"{name}.{place}")

    return shown


def _date(moment: Moment, rest: str) -> Heard:
    place, _, months = rest.partition(".")
    due = moment.message.at + DAYS[months] * DAY if months in DAYS else 0
    return _at(_changed(moment.session, place, due=due, asked=0))


def _later(moment: Moment, place: str) -> Heard:
    due = moment.message.at + SNOOZED * DAY
    return _at(_changed(moment.session, place, due=due, asked=0))


def _nobody(moment: Moment, place: str) -> Heard:
    return _at(_changed(moment.session, place, owner=""))


def _drop(moment: Moment, place: str) -> Heard:
    kept = tuple(each for number, each in enumerate(moment.session.plan, 1) if number != int(place))
    return _at(moment.session.model_copy(update={"plan": kept}))


def _because(moment: Moment, rest: str) -> Heard:
    place, _, block = rest.partition(".")
    if block not in BLOCKS:
        return _at(moment.session, f"blocked.{place}")
    due = moment.message.at + DAYS["1"] * DAY
    blocked = _changed(moment.session, place, state="blocked", block=block, due=due, asked=0)
    return _at(blocked, f"because.{place}")


def _done(moment: Moment, place: str) -> Heard:
    step = step_at(moment.session, place)
    if step is None or step.state == "done":
        return _at(moment.session)
    session = _changed(
        moment.session, place, state="done", due=0, before=level_for(moment.scene, step), done_at=moment.message.at
    )
    if moment.scene.where.place is Place.DONE:
        session = session.model_copy(update={"want": KEPT})
    again = helped(moment.scene, step)
    return _at(session, f"again.{place}.{again[0]}" if again else f"moved.{place}")


def _rate(moment: Moment, rest: str) -> Heard:
    """One of the statements that a step helps, rated again; the last one settles which level moved."""
    place, _, answer = rest.partition(".")
    about, _, rating = answer.rpartition(".")
    step = step_at(moment.session, place)
    again = helped(moment.scene, step) if step else ()
    if step is None or about not in again or not _possible(moment.scene, about, rating):
        return _at(moment.session)
    session = entered(_kept_apart(moment), Entry(about, rating))
    if about != again[-1]:
        return _at(session, f"again.{place}.{again[again.index(about) + 1]}")
    after = level_for(scene_of(session, moment.scene.script), step)
    return _at(_changed(session, place, after=after), f"moved.{place}")


def _kept_apart(moment: Moment) -> Session:
    """With the answers of an earlier day among the past ones, so that the trail shows what a step has moved."""
    session = moment.session
    if session.answered_at // DAY == moment.message.at // DAY:
        return session
    kept = {"entries": session.entries, "notes": session.notes}
    return put_by(session, moment).model_copy(update=kept)


def _possible(scene: Scene, about: str, rating: str) -> bool:
    return rating in list(Rating) and (rating != Rating.NA or scene.rubric.statement_by_id[about].may_not_apply)


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
