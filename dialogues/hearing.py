"""What a message adds to the facts. Chooses no words: what is to be said beside the question is a remark.

Two tables hold the routing: COMMANDS for what can be asked for at any time, HEARERS for what answers
the present question.
"""

from collections.abc import Callable

from dialogues import commanding as on_request
from dialogues.answering import chatted, confirmed, explained, likely, rated, recognised, said, unnamed, welcomed
from dialogues.cleaning import LONGEST_TEXT, clean
from dialogues.guide.funding import financing
from dialogues.guide.institutions import institutions
from dialogues.guide.leaders import leadership
from dialogues.guide.legal import law
from dialogues.guide.playbook import playbook
from dialogues.initiatives.assessing import asked_on_page, initiative, project_named
from dialogues.message import Message, Remark
from dialogues.moment import Heard, Moment
from dialogues.offers import buttons
from dialogues.peers import peers
from dialogues.plans.planning import owner_typed, plan
from dialogues.plans.zones import zone
from dialogues.position import Place
from dialogues.rechecking import again, recheck
from dialogues.scene import Scene, scene_of
from dialogues.session import Session
from dialogues.sharing import compare, share, start
from dialogues.supposing import suppose
from dialogues.understanding import (
    Chatted,
    Commanded,
    Context,
    Likely,
    Meaning,
    Pressed,
    Question,
    Said,
    Unlisted,
    understand,
)

_LEAVING = frozenset({"cancel", "back", "continue"})
"""Commands that, where yes or no is awaited, only mean *no*."""
_WHO = frozenset({"team", "leadership", "share"})
"""Commands whose words name somebody where it is asked who takes a step on: my team, chief data officer, colleague."""


COMMANDS: dict[str, on_request.Command] = {
    "start": start,
    "continue": on_request.go_on,
    "restart": on_request.restart,
    "quick": on_request.choose("quick"),
    "full": on_request.choose("full"),
    "area": on_request.area,
    "back": on_request.back,
    "skip": on_request.skip,
    "result": on_request.result,
    "why": on_request.answered_only("why"),
    "needs": on_request.answered_only("needs"),
    "suppose": suppose,
    "risks": on_request.answered_only("risks", else_page="institutions.risks"),
    "steps": on_request.answered_only("steps", else_page="playbook"),
    "history": on_request.answered_only("history"),
    "compare": compare,
    "share": share,
    "peers": peers,
    "recheck": recheck,
    "institutions": institutions,
    "playbook": playbook,
    "financing": financing,
    "leadership": leadership,
    "law": law,
    "outline": on_request.answered_only("outline"),
    "initiative": initiative,
    "later": again,
    "zone": zone,
    "plan": plan,
    "report": on_request.answered_only("report"),
    "team": on_request.remark("team_elsewhere"),
    "help": on_request.remark("help"),
    "privacy": on_request.remark("privacy"),
    "export": on_request.remark("export"),
    "language": on_request.language,
    "forget": on_request.forget,
    "cancel": on_request.pause,
    "pause": on_request.pause,
}

HEARERS: dict[Place, Callable[[Moment, str], Heard]] = {
    Place.NAMING: unnamed,
    Place.GUESSING: rated,
    Place.ASKING: rated,
    Place.RECOGNISING: recognised,
    Place.CONFIRMING: confirmed,
}

QUESTIONS: dict[Place, Question] = {
    Place.NAMING: "name",
    Place.GUESSING: "level",
    Place.ASKING: "rating",
    Place.CONFIRMING: "confirm",
}
"""What kind of answer a place awaits; all others offer a choice."""

OVERLAYS = frozenset({Place.CONFIRMING, Place.PAUSED, Place.LOOKING})
"""Places that lie over the open question."""


def hear(scene: Scene, message: Message) -> Heard:
    """Adds what `message` says to the facts of the scene's session."""
    session = scene.session
    text = clean(message.text[: 4 * LONGEST_TEXT])
    odd = _odd(session, message, text)
    if odd:
        return Heard(session, (odd,))
    moment = Moment(scene, message, text)
    meaning = understand(text, context_of(scene))
    is_press = isinstance(meaning, Pressed) and not meaning.typed
    named = None if is_press else scene.script.language_named(text)
    if named:
        meaning = Commanded("language", named)
    if isinstance(meaning, Commanded) and meaning.name == "language":
        return on_request.language(moment, meaning.argument)
    heard = _heard(moment, meaning)
    return heard if heard.value else heard._replace(value=_value(meaning))


def context_of(scene: Scene) -> Context:
    """What words are read against in a scene."""
    kinds = {**QUESTIONS, Place.LOOKING: asked_on_page(scene)}
    question = "meant" if scene.where.about == "meant" else kinds.get(scene.where.place, "choice")
    language = scene.session.language
    return Context(question, buttons(scene), language, scene.script.phrases(language))


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
        case Pressed(value=value):
            return value
        case Commanded(name, argument):
            return f"{name}.{argument}" if argument else name
    return ""


def _heard(moment: Moment, meaning: Meaning) -> Heard:
    if moment.scene.where.place is Place.WELCOMING:
        return welcomed(moment, meaning)
    if moment.scene.where.place in OVERLAYS and not isinstance(meaning, Pressed):
        return _set_aside(moment, meaning)
    if isinstance(meaning, Pressed):
        return _pressed(moment, meaning)
    if isinstance(meaning, Commanded):
        return COMMANDS[meaning.name](moment, meaning.argument)
    return _no_answer(moment, meaning)


def _pressed(moment: Moment, meaning: Pressed) -> Heard:
    hearer = HEARERS.get(moment.scene.where.place)
    if moment.scene.where.place is Place.LOOKING:
        meaning = _way_of_page(moment.scene, meaning.value) or meaning
        beneath = moment.session.model_copy(update={"page": ""})
        moment = moment._replace(scene=scene_of(beneath, moment.scene.script))
    name, _, argument = meaning.value.partition(".")
    if hearer is None or meaning.value == "back":
        return COMMANDS[name](moment, argument)
    return explained(hearer(moment, meaning.value), moment, meaning)


def _no_answer(moment: Moment, meaning: Likely | Chatted | Unlisted | Said) -> Heard:
    match meaning:
        case Likely(values, reason):
            return likely(moment, values, reason)
        case Chatted():
            return chatted(moment)
        case Unlisted(kind):
            return Heard(moment.session, (Remark("unlisted", kind),))
        case Said(text):
            return said(moment, text)


def _set_aside(moment: Moment, meaning: Meaning) -> Heard:
    """What waited for yes or no is dropped, a pause ends, and the message is heard by what lies beneath."""
    beneath = moment.session.model_copy(update={"pending": None, "paused": False, "page": ""})
    if moment.scene.where.place is Place.LOOKING:
        return _page_left(moment, meaning, beneath)
    if moment.scene.where.place is Place.CONFIRMING and isinstance(meaning, Commanded) and meaning.name in _LEAVING:
        return Heard(beneath, (Remark(f"{moment.scene.where.about}_dropped"),))
    if isinstance(meaning, Unlisted):
        return Heard(moment.session, (Remark("unlisted", meaning.kind),))
    return hear(scene_of(beneath, moment.scene.script), moment.message)


def _page_left(moment: Moment, meaning: Meaning, beneath: Session) -> Heard:
    """A command closes the page and is heard by what lies beneath; other words leave it open."""
    if isinstance(meaning, Commanded) and meaning.name in _LEAVING:
        own = _way_of_page(moment.scene, meaning.name)
        return _pressed(moment, own) if own else Heard(beneath)
    owner = owner_typed(moment)
    if isinstance(meaning, Commanded):
        if owner and meaning.name in _WHO and not moment.text.startswith("/"):
            return owner
        return COMMANDS[meaning.name](moment._replace(scene=scene_of(beneath, moment.scene.script)), meaning.argument)
    named = owner or project_named(moment)
    return named or (Heard(beneath) if isinstance(meaning, Pressed) else _no_answer(moment, meaning))


def _way_of_page(scene: Scene, name: str) -> Pressed | None:
    """The button by which a page does itself what a command does elsewhere: `initiative.go.back` for `back`."""
    own = (each.value for each in buttons(scene) if each.value.rpartition(".")[2] == name)
    return next((Pressed(each, typed=True) for each in own), None)
