"""Why words were understood as they were, for those who look after tables and examples."""

from collections.abc import Iterator

from dialogues.cleaning import clean
from dialogues.hearing import context_of
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.understanding import Chatted, Commanded, Likely, Meaning, Pressed, Said, Unlisted, understand
from dialogues.understanding.reading import Reading, read
from dialogues.understanding.sentence import Sentence

CHANCES_SHOWN = 3


def explain(text: str, script: Script, language: str, asks: str | None = None) -> Iterator[tuple[str, str]]:
    """How `text` is understood in answer to the statement `asks`, as names and values.

    Without `asks` to the first one that may not apply: there every rating is offered.
    """
    rubric = script.rubric(language)
    asked = asks or max(rubric.statement_by_id.values(), key=lambda each: each.may_not_apply).id
    area = rubric.statement_by_id[asked].competency
    session = Session(language=language, agreed_at=0, city="", want=f"area.{area}")
    scene = scene_of(session, script)
    context = context_of(scene._replace(where=scene.where._replace(about=asked)))
    meaning = understand(clean(text), context)
    sentence = Sentence(clean(text), language)
    reading = read(sentence)
    yield from zip(("outcome", "value"), _outcome(meaning), strict=True)
    yield "rule", _rule(meaning, reading)
    yield "words", " · ".join(reading.words) or "none"
    yield "spans", " ".join(sentence.tags) or "none"
    yield "chances", ", ".join(f"{name} {chance:.0%}" for name, chance in reading.chances[:CHANCES_SHOWN]) or "none"


def _rule(meaning: Meaning, reading: Reading) -> str:
    """What decided: words that stand in a table go before what was weighed."""
    agrees = _outcome(meaning) == (reading.outcome, " ".join(reading.values[:2]))
    weighed = agrees or isinstance(meaning, Likely | Said | Chatted)
    return reading.rule if weighed else "a phrase, a number or a command of the tables"


def _outcome(meaning: Meaning) -> tuple[str, str]:
    match meaning:
        case Pressed("help"):
            return "command", "help"
        case Pressed(value=value):
            return "sure", value.rpartition(".")[2]
        case Likely(values):
            return "likely", " ".join(each.rpartition(".")[2] for each in values)
        case Commanded(name):
            return "command", name
        case Unlisted(kind):
            return "unlisted", kind
    return "remark", "small talk" if isinstance(meaning, Chatted) else "note"
