"""What a message adds to the facts. Chooses no words: what is to be said beside the question is a remark.

Two tables hold the routing: COMMANDS for what can be asked for at any time, HEARERS for what answers
the present question.
"""

from collections.abc import Callable
from typing import NamedTuple

from dialogues.cleaning import LONGEST_NAME, LONGEST_NOTE, LONGEST_TEXT, clean, one_line
from dialogues.message import Message, Remark
from dialogues.offers import buttons
from dialogues.position import Place, areas_in_scope, familiar_candidates
from dialogues.scene import Scene, scene_of
from dialogues.script import Script
from dialogues.session import Entry, Finished, Pending, Session
from dialogues.understanding import Commanded, Meaning, Pressed, Said, Unlisted, understand
from rubric.ladder import next_statement
from rubric.model import Rating

MOST_PAST_CHECKS = 10
"""Earlier checks that are kept; the oldest goes first."""

_BUTTON_HEADS = frozenset({"quick", "symptoms", "note", "forget", "agree", "done"})
"""How the values of buttons begin that only one place offers, besides the competencies' ids."""

_LEAVING = frozenset({"cancel", "back", "continue"})
"""Commands that, where yes or no is awaited, only mean *no*."""


class Heard(NamedTuple):
    """The facts after a message, and what is to be said once. `session` None: everything is to be erased.

    `value` is that of the button that was meant, pressed or in words.
    """

    session: Session | None
    remarks: tuple[Remark, ...] = ()
    value: str = ""


class Moment(NamedTuple):
    """One message in one scene, as the hearers get it."""

    scene: Scene
    message: Message
    text: str

    @property
    def session(self) -> Session:
        return self.scene.session


def hear(scene: Scene, message: Message) -> Heard:
    """Adds what `message` says to the facts of the scene's session."""
    session = scene.session
    text = clean(message.text[: 4 * LONGEST_TEXT])
    odd = _odd(session, message, text)
    if odd:
        return Heard(session, (odd,))
    moment = Moment(scene, message, text)
    meaning = understand(text, buttons(scene), scene.script.phrases(session.language))
    heard = _heard(moment, meaning)
    return heard if heard.value else heard._replace(value=_value(meaning))


def _odd(session: Session, message: Message, text: str) -> Remark | None:
    """Why a message cannot be heard, if so."""
    if message.kind != "text":
        return Remark("unreadable", message.kind)
    if message.revision is not None and message.revision != session.revision:
        return Remark("old_button")
    if len(text) > LONGEST_TEXT:
        return Remark("too_long")
    return None if text else Remark("empty")


def _value(meaning: Meaning) -> str:
    match meaning:
        case Pressed(value):
            return value
        case Commanded(name, argument):
            return f"{name}.{argument}" if argument else name
    return ""


def _heard(moment: Moment, meaning: Meaning) -> Heard:
    if moment.scene.where.place is Place.WELCOMING:
        return _welcomed(moment, meaning)
    if moment.scene.where.place in OVERLAYS and not isinstance(meaning, Pressed):
        return _set_aside(moment, meaning)
    match meaning:
        case Pressed(value):
            hearer = HEARERS.get(moment.scene.where.place)
            name, _, argument = value.partition(".")
            return COMMANDS[name](moment, argument) if hearer is None or value == "back" else hearer(moment, value)
        case Commanded(name, argument):
            return COMMANDS[name](moment, argument)
        case Unlisted(kind):
            return Heard(moment.session, (Remark("unlisted", kind),))
        case Said(text):
            return _said(moment, text)


def _set_aside(moment: Moment, meaning: Meaning) -> Heard:
    """What waited for yes or no is dropped, a pause ends, and the message is heard by what lies beneath."""
    beneath = moment.session.model_copy(update={"pending": None, "paused": False})
    if moment.scene.where.place is Place.CONFIRMING and isinstance(meaning, Commanded) and meaning.name in _LEAVING:
        return Heard(beneath, (Remark(f"{moment.scene.where.about}_dropped"),))
    if isinstance(meaning, Unlisted):
        return Heard(moment.session, (Remark("unlisted", meaning.kind),))
    return hear(scene_of(beneath, moment.scene.script), moment.message)


def _is_button(text: str, scene: Scene) -> bool:
    """Whether the text is the value of a button that is not offered here: an old one."""
    head = text.partition(".")[0]
    return (head in _BUTTON_HEADS and " " not in text) or ("." in text and head in scene.rubric.competency_by_id)


# --- answers to the present question -------------------------------------------------------------


def _welcomed(moment: Moment, meaning: Meaning) -> Heard:
    match meaning:
        case Pressed("agree"):
            return Heard(moment.session.model_copy(update={"agreed_at": moment.message.at}))
        case Commanded("privacy" | "help" as name):
            return Heard(moment.session, (Remark(name),))
        case Commanded("language", argument):
            return _language(moment, argument)
    return Heard(moment.session)


def _named(moment: Moment, value: str) -> Heard:
    return Heard(moment.session.model_copy(update={"city": ""}))


def _rated(moment: Moment, value: str) -> Heard:
    if value == "help":
        return Heard(moment.session, (Remark("what_counts"),))
    about, _, rating = value.rpartition(".")
    after = _entered(moment.session, Entry(about, rating))
    return Heard(after, _level_reached(moment, after))


def _level_reached(moment: Moment, after: Session) -> tuple[Remark, ...]:
    """A remark on the competency's level, if this answer was the last that the ladder needed there."""
    if moment.scene.where.place is not Place.ASKING:
        return ()
    rubric, sheet = moment.scene.rubric, moment.scene.sheet
    about, rating = after.entries[-1]
    area = rubric.statement_by_id[about].competency
    still_open = next_statement(rubric, area, {**sheet.ratings, about: Rating(rating)}, sheet.guesses.get(area))
    return () if still_open else (Remark("level", area),)


def _recognised(moment: Moment, value: str) -> Heard:
    session = moment.session
    if value == "done":
        return Heard(_symptoms_entered(moment.scene))
    symptom, _, state = value.removeprefix("symptoms.").rpartition(".")
    others = tuple(each for each in session.ticked if each != symptom)
    ticked = (*others, symptom) if state == "on" else others
    return Heard(session.model_copy(update={"ticked": ticked}), (Remark("ticked", symptom),))


def _symptoms_entered(scene: Scene) -> Session:
    session = scene.session
    put = familiar_candidates(session, scene.rubric, scene.sheet)
    areas = dict.fromkeys(each.partition(".")[0] for each in put)
    for area in areas:
        ticked = " ".join(each for each in put if each in session.ticked and each.startswith(f"{area}."))
        session = _entered(session, Entry(f"symptoms.{area}", ticked))
    return session.model_copy(update={"ticked": ()})


def _confirmed(moment: Moment, value: str) -> Heard:
    kind, _, decision = value.partition(".")
    pending = moment.session.pending
    settled = moment.session.model_copy(update={"pending": None})
    if decision == "no" or pending is None:
        return Heard(settled, (Remark(f"{kind}_dropped"),))
    if kind == "forget":
        return Heard(None, (Remark("forgotten"),))
    asked = scene_of(settled, moment.scene.script).where.asks or ""
    notes = {**settled.notes, asked: pending.text}
    return Heard(settled.model_copy(update={"notes": notes}), (Remark("note_kept"),))


def _entered(session: Session, entry: Entry) -> Session:
    others = tuple(each for each in session.entries if each.about != entry.about)
    return session.model_copy(update={"entries": (*others, entry)})


# --- words that are no answer --------------------------------------------------------------------


def _said(moment: Moment, text: str) -> Heard:
    session = moment.session
    if _is_button(text, moment.scene):
        return Heard(session, (Remark("old_button"),))
    if moment.scene.where.place is Place.NAMING:
        return _city(moment, text)
    if moment.scene.where.asks:
        note = Pending("note", one_line(text, LONGEST_NOTE))
        return Heard(session.model_copy(update={"pending": note}))
    return Heard(session, (Remark("not_understood"),))


def _city(moment: Moment, text: str) -> Heard:
    name = one_line(text, LONGEST_NAME)
    is_phrase = moment.scene.script.phrases(moment.session.language).names_of(name)
    if is_phrase or not any(each.isalnum() for each in name):
        return Heard(moment.session, (Remark("no_name"),))
    return Heard(moment.session.model_copy(update={"city": name}))


# --- what can be asked for at any time -----------------------------------------------------------


def _remark(kind: str) -> Callable[[Moment, str], Heard]:
    def remark(moment: Moment, argument: str) -> Heard:
        return Heard(moment.session, (Remark(kind, argument),))

    return remark


def _start(moment: Moment, argument: str) -> Heard:
    resumed = moment.session.model_copy(update={"paused": False})
    return Heard(resumed, (Remark("greeting"),) if moment.session.city is not None else ())


def _go_on(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session.model_copy(update={"paused": False}))


def _language(moment: Moment, argument: str) -> Heard:
    asked = argument.lower()
    if asked in moment.scene.script.languages:
        return Heard(moment.session.model_copy(update={"language": asked}))
    return Heard(moment.session, (Remark("languages"),))


def _choose(want: str) -> Callable[[Moment, str], Heard]:
    """A check begins. One that was finished before is kept, and a new one begins."""

    def choose(moment: Moment, argument: str) -> Heard:
        session = moment.session
        if moment.scene.where.place is Place.DONE and _nothing_left(session, want, moment.scene.script):
            session = _put_by(session, moment)
        return Heard(_wanting(session, want))

    return choose


def _wanting(session: Session, want: str) -> Session:
    """Whoever chooses before naming a city has skipped the name."""
    return session.model_copy(update={"want": want, "ticked": (), "city": session.city or ""})


def _nothing_left(session: Session, want: str, script: Script) -> bool:
    return scene_of(session.model_copy(update={"want": want}), script).where.place is Place.DONE


def _area(moment: Moment, argument: str) -> Heard:
    session = moment.session
    if argument not in moment.scene.rubric.competency_by_id:
        return Heard(_wanting(session, "area"))
    want = f"area.{argument}"
    if _nothing_left(session, want, moment.scene.script):
        kept = tuple(each for each in session.entries if not _belongs_to(each, argument))
        session = _put_by(session, moment).model_copy(update={"entries": kept, "notes": session.notes})
    return Heard(_wanting(session, want))


def _belongs_to(entry: Entry, area: str) -> bool:
    return entry.about.startswith((f"{area}.", f"symptoms.{area}"))


def _restart(moment: Moment, argument: str) -> Heard:
    fresh = _put_by(moment.session, moment) if moment.session.entries else moment.session
    facts: dict[str, object] = {
        "want": None,
        "entries": (),
        "ticked": (),
        "notes": {},
        "paused": False,
        "pending": None,
    }
    return Heard(fresh.model_copy(update=facts))


def _put_by(session: Session, moment: Moment) -> Session:
    """The present answers among the past ones, so that a new check loses nothing."""
    check = Finished(
        at=moment.message.at,
        rubric=moment.scene.rubric.version,
        want=session.want,
        entries=session.entries,
        notes=session.notes,
    )
    past = (*session.past, check)[-MOST_PAST_CHECKS:]
    return session.model_copy(update={"past": past, "entries": (), "notes": {}})


def _back(moment: Moment, argument: str) -> Heard:
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


def _answered_only(kind: str) -> Callable[[Moment, str], Heard]:
    def only(moment: Moment, argument: str) -> Heard:
        answered = moment.scene.sheet.ratings or moment.scene.sheet.guesses
        return Heard(moment.session, (Remark(kind, argument) if answered else Remark("no_result"),))

    return only


def _skip(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session, (Remark("no_skipping"),) if moment.scene.where.asks else ())


def _forget(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session.model_copy(update={"pending": Pending("forget")}))


def _pause(moment: Moment, argument: str) -> Heard:
    return Heard(moment.session.model_copy(update={"paused": True, "pending": None}))


COMMANDS: dict[str, Callable[[Moment, str], Heard]] = {
    "start": _start,
    "continue": _go_on,
    "restart": _restart,
    "quick": _choose("quick"),
    "full": _choose("full"),
    "area": _area,
    "back": _back,
    "skip": _skip,
    "result": _answered_only("result"),
    "why": _answered_only("why"),
    "steps": _answered_only("steps"),
    "later": _remark("later"),
    "help": _remark("help"),
    "privacy": _remark("privacy"),
    "export": _remark("export"),
    "language": _language,
    "forget": _forget,
    "cancel": _pause,
    "pause": _pause,
}

HEARERS: dict[Place, Callable[[Moment, str], Heard]] = {
    Place.NAMING: _named,
    Place.GUESSING: _rated,
    Place.ASKING: _rated,
    Place.RECOGNISING: _recognised,
    Place.CONFIRMING: _confirmed,
}

OVERLAYS = frozenset({Place.CONFIRMING, Place.PAUSED})
"""Places that lie over the open question."""
