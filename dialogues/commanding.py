"""What people can ask for at any time: check, area, back, pause, start anew, and what is only to be said."""

from collections.abc import Callable

from dialogues.message import Remark
from dialogues.moment import Heard, Moment
from dialogues.plans.reminding import due_now
from dialogues.position import Place, areas_in_scope
from dialogues.scene import Scene, scene_of
from dialogues.script import Script
from dialogues.session import Entry, Finished, Pending, Session
from rubric.model import Rubric

Command = Callable[[Moment, str], Heard]
"""Takes what stands behind the command's name, often nothing."""

MOST_PAST_CHECKS = 10
"""Earlier checks that are kept; the oldest goes first."""


def remark(kind: str) -> Command:
    """Something is only to be said."""

    def said(moment: Moment, argument: str) -> Heard:
        return Heard(moment.session, (Remark(kind, argument),))

    return said


def start(moment: Moment, argument: str) -> Heard:
    resumed = moment.session.model_copy(update={"paused": False})
    if moment.session.city is None:
        return Heard(resumed)
    due = due_now(moment.session, moment.message.at)
    return Heard(resumed, (Remark("greeting"), *(Remark("due", str(place)) for place in due[:1])))


def go_on(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session.model_copy(update={"paused": False}))


def language(moment: Moment, argument: str) -> Heard:
    """Only the language changes: whatever stood, stands, in other words. It is named by its code or in any language."""
    script = moment.scene.script
    asked = script.language_named(argument) or argument.lower() or script.language_in(moment.text)
    if asked in script.languages:
        return Heard(moment.session.model_copy(update={"language": asked}), value=f"language.{asked}")
    return Heard(moment.session, (Remark("languages"),))


def choose(want: str) -> Command:
    """A check begins. One that was finished before is kept, and a new one begins."""

    def chosen(moment: Moment, argument: str) -> Heard:
        session = moment.session
        if moment.scene.where.place is Place.DONE and _nothing_left(session, want, moment.scene.script):
            session = put_by(session, moment.message.at, moment.scene.rubric)
        return Heard(_wanting(session, want))

    return chosen


def _wanting(session: Session, want: str) -> Session:
    """Whoever chooses before naming a city has skipped the name."""
    return session.model_copy(update={"want": want, "ticked": (), "city": session.city or ""})


def _nothing_left(session: Session, want: str, script: Script) -> bool:
    return scene_of(session.model_copy(update={"want": want}), script).where.place is Place.DONE


def area(moment: Moment, argument: str) -> Heard:
    session = moment.session
    if argument not in moment.scene.rubric.competency_by_id:
        return Heard(_wanting(session, "area"))
    want = f"area.{argument}"
    if _nothing_left(session, want, moment.scene.script):
        kept = tuple(each for each in session.entries if not _belongs_to(each, argument))
        session = put_by(session, moment.message.at, moment.scene.rubric).model_copy(
            update={"entries": kept, "notes": session.notes}
        )
    return Heard(_wanting(session, want))


def _belongs_to(entry: Entry, area: str) -> bool:
    return entry.about.startswith((f"{area}.", f"symptoms.{area}"))


def restart(moment: Moment, argument: str) -> Heard:
    fresh = put_by(moment.session, moment.message.at, moment.scene.rubric) if moment.session.entries else moment.session
    facts: dict[str, object] = {
        "want": None,
        "entries": (),
        "ticked": (),
        "notes": {},
        "paused": False,
        "pending": None,
    }
    return Heard(fresh.model_copy(update=facts))


def put_by(session: Session, at: int, rubric: Rubric) -> Session:
    """The present answers among the past ones, so that a new check loses nothing."""
    check = Finished(
        at=session.answered_at or at,
        rubric=rubric.version,
        want=session.want,
        entries=session.entries,
        notes=session.notes,
    )
    past = (*session.past, check)[-MOST_PAST_CHECKS:]
    return session.model_copy(update={"past": past, "entries": (), "notes": {}})


def back(moment: Moment, argument: str) -> Heard:
    session = moment.session
    in_reach = _in_reach(moment.scene)
    if in_reach:
        return Heard(_without(session, in_reach[-1]))
    if session.want is not None:
        return Heard(session.model_copy(update={"want": None, "ticked": ()}))
    if session.past and not session.entries:
        return Heard(_restored(session))
    if session.city is not None:
        return Heard(session.model_copy(update={"city": None}))
    return Heard(session, (Remark("at_start"),))


def _in_reach(scene: Scene) -> tuple[Entry, ...]:
    """The entries that going back may drop: those that what was chosen last has asked for."""
    session = scene.session
    if session.want == "quick":
        return tuple(each for each in session.entries if each.about.startswith("quick."))
    areas = areas_in_scope(session, scene.rubric)
    return tuple(each for each in session.entries if any(_belongs_to(each, area.id) for area in areas))


def _without(session: Session, last: Entry) -> Session:
    """Without the last entry; the symptoms of several competencies were one question, so they go together."""
    together = last.about.startswith("symptoms.")
    kept = tuple(
        each for each in session.entries if each is not last and not (together and each.about.startswith("symptoms."))
    )
    return session.model_copy(update={"entries": kept, "ticked": ()})


def _restored(session: Session) -> Session:
    last = session.past[-1]
    facts = {"entries": last.entries, "notes": last.notes, "want": last.want, "past": session.past[:-1]}
    return session.model_copy(update=facts)


def answered_only(kind: str, else_page: str = "") -> Command:
    """Something that only answers can be asked of. Without any, `else_page` tells what concerns everybody."""

    def only(moment: Moment, argument: str) -> Heard:
        if moment.scene.sheet.ratings or moment.scene.sheet.guesses:
            return Heard(moment.session, (Remark(kind, argument),))
        if else_page:
            return Heard(moment.session.model_copy(update={"page": else_page}))
        return Heard(moment.session, (Remark("no_result"),))

    return only


def result(moment: Moment, argument: str) -> Heard:
    """The result so far, or more that can be done with it."""
    heard = answered_only("result")(moment, argument)
    known = all(each.kind != "no_result" for each in heard.remarks)
    return Heard(moment.session.model_copy(update={"page": "more"})) if argument == "more" and known else heard


def skip(moment: Moment, argument: str) -> Heard:
    """Also a bare *no* where there is a choice. At a result it only means that nothing more is wanted now."""
    if moment.scene.where.place is Place.DONE:
        return Heard(moment.session, (Remark("at_rest"),))
    return Heard(moment.session, (Remark("no_skipping"),) if moment.scene.where.asks else ())


def forget(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session.model_copy(update={"pending": Pending("forget")}))


def pause(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session.model_copy(update={"paused": True, "pending": None}))
