"""What an answer to the present question adds to the facts, and what becomes of words that are none."""

from dialogues.cleaning import LONGEST_NAME, LONGEST_NOTE, one_line
from dialogues.message import Remark
from dialogues.moment import Heard, Moment
from dialogues.position import Place, familiar_candidates
from dialogues.scene import Scene, scene_of
from dialogues.session import Entry, Pending, Session
from dialogues.understanding import Commanded, Meaning, Pressed
from rubric.ladder import next_statement
from rubric.model import Rating

_BUTTON_HEADS = frozenset({"quick", "symptoms", "note", "forget", "meant", "agree", "done"})
"""How the values of buttons begin that only one place offers, besides the competencies' ids."""


def welcomed(moment: Moment, meaning: Meaning) -> Heard:
    match meaning:
        case Pressed(value="agree"):
            return Heard(moment.session.model_copy(update={"agreed_at": moment.message.at}))
        case Commanded("privacy" | "help" as name):
            return Heard(moment.session, (Remark(name),))
    return Heard(moment.session)


def unnamed(moment: Moment, value: str) -> Heard:
    return Heard(moment.session.model_copy(update={"city": ""}))


def rated(moment: Moment, value: str) -> Heard:
    if value == "help":
        return Heard(moment.session, (Remark("what_counts"),))
    about, _, rating = value.rpartition(".")
    after = entered(moment.session, Entry(about, rating))
    return Heard(after, _level_reached(moment, after))


def _level_reached(moment: Moment, after: Session) -> tuple[Remark, ...]:
    """A remark on the competency's level, if this answer was the last that the ladder needed there."""
    if moment.scene.where.place is not Place.ASKING:
        return ()
    rubric, sheet = moment.scene.rubric, moment.scene.sheet
    about, rating, _ = after.entries[-1]
    area = rubric.statement_by_id[about].competency
    still_open = next_statement(rubric, area, {**sheet.ratings, about: Rating(rating)}, sheet.guesses.get(area))
    return () if still_open else (Remark("level", area),)


def recognised(moment: Moment, value: str) -> Heard:
    session = moment.session
    if value == "done":
        return Heard(_symptomsentered(moment.scene))
    symptom, _, state = value.removeprefix("symptoms.").rpartition(".")
    others = tuple(each for each in session.ticked if each != symptom)
    ticked = (*others, symptom) if state == "on" else others
    return Heard(session.model_copy(update={"ticked": ticked}), (Remark("ticked", symptom),))


def _symptomsentered(scene: Scene) -> Session:
    session = scene.session
    put = familiar_candidates(session, scene.rubric, scene.sheet)
    areas = dict.fromkeys(each.partition(".")[0] for each in put)
    for area in areas:
        ticked = " ".join(each for each in put if each in session.ticked and each.startswith(f"{area}."))
        session = entered(session, Entry(f"symptoms.{area}", ticked))
    return session.model_copy(update={"ticked": ()})


def explained(heard: Heard, moment: Moment, pressed: Pressed) -> Heard:
    """An answer in words is recorded, and what was understood is said first. A reason in it is kept with it."""
    session = heard.session
    answered = pressed.typed and moment.scene.where.asks and session and session.entries != moment.session.entries
    if session is None or not answered:
        return heard
    answer = session.entries[-1]
    noted = Remark("noted", f"{answer.about}.{answer.value}")
    if pressed.reason:
        session = _in_words(session, moment.text)
        noted = Remark("noted_with_words", noted.about)
    return heard._replace(session=session, remarks=(noted, *heard.remarks))


def _in_words(session: Session, text: str) -> Session:
    """The last answer with the words in which it was given."""
    answer = session.entries[-1]._replace(words=one_line(text, LONGEST_NOTE))
    return session.model_copy(update={"entries": (*session.entries[:-1], answer)})


def likely(moment: Moment, values: tuple[str, ...], reason: bool) -> Heard:
    """Words that are not clear are asked back, once, and nothing is recorded."""
    if not moment.scene.where.asks:
        return Heard(moment.session, (Remark("not_understood"),))
    text = one_line(moment.text, LONGEST_NOTE) if reason else ""
    return Heard(moment.session.model_copy(update={"pending": Pending("meant", text, values)}))


def chatted(moment: Moment) -> Heard:
    """Small talk. At a result nothing is asked, so nothing has to be picked."""
    return Heard(moment.session, (Remark("at_rest" if moment.scene.where.place is Place.DONE else "chatted"),))


def _meant(moment: Moment, value: str) -> Heard:
    """What was meant after all is an answer to the question beneath, with the words in which it was given."""
    pending, session = moment.session.pending, moment.session.model_copy(update={"pending": None})
    beneath = moment._replace(scene=scene_of(session, moment.scene.script))
    answer = value.removeprefix("meant.")
    if answer == "other" or pending is None or answer.rpartition(".")[0] != beneath.scene.where.asks:
        return Heard(session, (Remark("meant_dropped"),))
    heard = rated(beneath, answer)
    if heard.session is None or not pending.text:
        return heard
    return heard._replace(session=_in_words(heard.session, pending.text))


def confirmed(moment: Moment, value: str) -> Heard:
    kind, _, decision = value.partition(".")
    pending = moment.session.pending
    if kind == "meant":
        return _meant(moment, value)
    settled = moment.session.model_copy(update={"pending": None})
    if decision == "no" or pending is None:
        return Heard(settled, (Remark(f"{kind}_dropped"),))
    if kind == "forget":
        return Heard(None, (Remark("forgotten"),))
    asked = scene_of(settled, moment.scene.script).where.asks or ""
    notes = {**settled.notes, asked: pending.text}
    return Heard(settled.model_copy(update={"notes": notes}), (Remark("note_kept"),))


def entered(session: Session, entry: Entry) -> Session:
    others = tuple(each for each in session.entries if each.about != entry.about)
    return session.model_copy(update={"entries": (*others, entry)})


def said(moment: Moment, text: str) -> Heard:
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
    name, script = one_line(text, LONGEST_NAME), moment.scene.script
    is_phrase = any(script.phrases(language).names_of(name) for language in script.languages)
    if is_phrase or not any(each.isalnum() for each in name):
        return Heard(moment.session, (Remark("no_name"),))
    return Heard(moment.session.model_copy(update={"city": name}))


def _is_button(text: str, scene: Scene) -> bool:
    """Whether the text is the value of a button that is not offered here: an old one."""
    head = text.partition(".")[0]
    return (head in _BUTTON_HEADS and " " not in text) or ("." in text and head in scene.rubric.competency_by_id)
