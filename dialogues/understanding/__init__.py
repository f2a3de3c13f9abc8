"""From typed words to what was meant: a button of the present question, a command, or just words.

What is exact goes first: the value of a button, its label, its number, a phrase of `dialogues/phrases`. All other words
are weighed: fold (case, accents, punctuation) -> words (abbreviations, typing errors) -> spans of meaning
(`dialogues/meanings`) -> traits -> what the examples of `dialogues/examples` taught about them.
"""

import re
from collections.abc import Sequence

from dialogues.cleaning import folded
from dialogues.commands import NAMES
from dialogues.message import Button
from dialogues.understanding.bare import agrees, declines
from dialogues.understanding.context import Context, Question
from dialogues.understanding.meanings import meanings_for
from dialogues.understanding.meant import Chatted, Commanded, Likely, Meaning, Pressed, Said, Unlisted
from dialogues.understanding.ordinals import chosen_numbers
from dialogues.understanding.phrases import Phrases
from dialogues.understanding.reading import Reading, command_in, read
from dialogues.understanding.sentence import Sentence

__all__ = [
    "Chatted",
    "Commanded",
    "Context",
    "Likely",
    "Meaning",
    "Phrases",
    "Pressed",
    "Question",
    "Said",
    "Unlisted",
    "understand",
]

SHORTEST_BEGINNING = 2
"""Letters of a label that are enough to mean it, when no other label begins so."""
WEIGHED = frozenset({"quick", "full", "area"})
"""Commands whose shortest words may be an answer too ("un minuto"): in a question all words are weighed."""
MADE_UP = ("agree", "done", "skip")
"""Buttons that are also meant by several of their phrases in a row."""

BUTTON_VALUE = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
"""How the value of a button looks: it is never read as words, not even when its button is gone."""


def understand(text: str, context: Context) -> Meaning:
    """Reads `text` against the buttons that stand under the present question, numbered from 1 as they stand."""
    if any(text == button.value for button in context.buttons):
        return Pressed(text)
    if text.startswith("/"):
        return _command(text)
    if text.isdecimal():
        return _numbered(int(text[:4]), context.buttons)
    if BUTTON_VALUE.fullmatch(text):
        return _word(text) or Said(text)
    return _labelled(text, context.buttons) or READERS[context.question](text, context)


def _command(text: str) -> Meaning:
    name, _, argument = text[1:].partition(" ")
    name = name.partition("@")[0].lower()
    return Commanded(name, argument.strip()) if name in NAMES else Unlisted("command")


def _numbered(number: int, buttons: Sequence[Button]) -> Meaning:
    return Pressed(buttons[number - 1].value, typed=True) if 0 < number <= len(buttons) else Unlisted("number")


def _labelled(text: str, buttons: Sequence[Button]) -> Meaning | None:
    said = folded(text)
    labels = [(folded(button.label), button.value) for button in buttons]
    same = [value for label, value in labels if said and label == said]
    alike = [value for label, value in labels if len(said) >= SHORTEST_BEGINNING and label.startswith(said)]
    found = same or alike
    return Pressed(found[0], typed=True) if len(found) == 1 else None


def _named(text: str, context: Context) -> Meaning | None:
    """What a phrase names: a button of the present question, else a command."""
    names = context.phrases.names_of(text)
    return _offered(text, context) or next((Commanded(name) for name in names if name in NAMES), None)


def _word(text: str) -> Meaning | None:
    name, _, argument = text.lower().partition(".")
    return Commanded(name, argument) if name in NAMES else None


def _asked_for(sentence: Sentence, text: str, context: Context) -> str:
    """The command that the words, and nothing beside them, ask for."""
    names = (each for each in context.phrases.names_of(text) if each in NAMES and each != "skip")
    named = next(names, "") or command_in(sentence)
    return "pause" if named == "later" else "" if named in WEIGHED else named


def _ordinal(sentence: Sentence, context: Context) -> Meaning | None:
    """Numbers in words. Of two, the lower one first: the lower rating, or the lower level."""
    numbers, is_open = chosen_numbers(sentence)
    values = [context.buttons[each - 1].value for each in numbers if 0 < each <= len(context.buttons)]
    if not values or len(values) < len(numbers):
        return None
    if not is_open:
        return Pressed(values[0], typed=True)
    return Likely(tuple(reversed(values) if context.question == "rating" else values))


# --- a reader for each kind of question -------------------------------------------------------------


def _rating(text: str, context: Context) -> Meaning:
    sentence = Sentence(text, context.language)
    found = _offered(text, context) or _ordinal(sentence, context)
    if found:
        return found
    command = _asked_for(sentence, text, context)
    return _ordered(command) if command else _rated(text, read(sentence), context)


def _offered(text: str, context: Context) -> Pressed | None:
    """The button of the present question that a phrase names."""
    names = context.phrases.names_of(text)
    values = [button.value for button in context.buttons if button.value.rpartition(".")[2] in names]
    return Pressed(values[0], typed=True) if values else None


def _ordered(command: str) -> Meaning:
    return Pressed("help", typed=True) if command == "help" else Commanded(command)


def _rated(text: str, reading: Reading, context: Context) -> Meaning:
    offered = {button.value.rpartition(".")[2]: button.value for button in context.buttons}
    values = tuple(offered[each] for each in reading.values if each in offered)
    match reading.outcome:
        case "help" | "command":
            return _ordered(reading.values[0] if reading.values else "help")
        case "chat":
            return Chatted(text)
        case "sure" if values:
            return Pressed(values[0], typed=True, reason=reading.reason)
        case "likely" if values and reading.values[0] in offered:
            return Likely(values, reading.reason)
    return Said(text)


def _level(text: str, context: Context) -> Meaning:
    sentence = Sentence(text, context.language)
    found = _ordinal(sentence, context) or _described(text, context)
    if found:
        return found
    command = _asked_for(sentence, text, context)
    return _ordered(command) if command else _no_level(text, read(sentence))


def _no_level(text: str, reading: Reading) -> Meaning:
    """A rating chooses none of five descriptions: what counts is told instead."""
    match reading.outcome:
        case "command":
            return _ordered(reading.values[0])
        case "chat":
            return Chatted(text)
        case "help":
            return _ordered("help")
        case "sure" | "likely" if not reading.reason:
            return _ordered("help")
    return Said(text)


def _described(text: str, context: Context) -> Meaning | None:
    """A description by the words of its label: all of them, and of no other label, is sure; half of them likely."""
    said = set(folded(text).split())
    shares = []
    for button in context.buttons:
        words = {each for each in folded(button.label).split() if len(each) > 2}
        shares.append((len(words & said) / len(words) if words else 0, button.value))
    best = sorted((each for each in shares if each[0] >= 0.5), key=lambda each: -each[0])
    if not best:
        return None
    alone = len(best) == 1 or best[1][0] < best[0][0]
    if best[0][0] == 1 and alone and len(said) <= 6 and not {"no", "not", "nao"} & said:
        return Pressed(best[0][1], typed=True)
    return Likely(tuple(value for _, value in best[:2]))


def _confirm(text: str, context: Context) -> Meaning:
    sentence = Sentence(text, context.language)
    agreeing = next((each.value for each in context.buttons if each.value.endswith(".yes")), "")
    if agreeing and agrees(sentence, read(sentence)):
        return Pressed(agreeing, typed=True)
    return _named(text, context) or _choice(text, context)


def _meant(text: str, context: Context) -> Meaning:
    """Which of two was meant: yes is the first; no is the rating, if it is one of them, and else neither."""
    sentence = Sentence(text, context.language)
    reading = read(sentence)
    values = {each.value.rpartition(".")[2]: each.value for each in context.buttons}
    if "yes" in context.phrases.names_of(text) or agrees(sentence, reading):
        return Pressed(context.buttons[0].value, typed=True)
    if reading.outcome == "sure" and reading.values[0] in values:
        return Pressed(values[reading.values[0]], typed=True, reason=reading.reason)
    if reading.outcome == "sure" and reading.values == ("no",) and len(sentence.words) == 1:
        return Pressed(context.buttons[-1].value, typed=True)
    return _ordinal(sentence, context) or Said(text)


def _name(text: str, context: Context) -> Meaning:
    return _named(text, context) or Said(text)


def _choice(text: str, context: Context) -> Meaning:
    sentence = Sentence(text, context.language)
    found = _named(text, context) or _word(text) or _ordinal(sentence, context) or _made_up(text, context)
    if found:
        return found
    reading = read(sentence)
    command = command_in(sentence) or (reading.values[0] if reading.outcome == "command" else "")
    if command:
        offered = next((each.value for each in context.buttons if each.value == command), None)
        return Pressed(offered, typed=True) if offered else Commanded(command)
    small_talk = reading.outcome == "chat" or declines(sentence, reading)
    return _described(text, context) or (Chatted(text) if small_talk else Said(text))


def _made_up(text: str, context: Context) -> Pressed | None:
    """A button for which several of its phrases stand in a row."""
    idle = meanings_for(context.language).idle
    offered = (each.value for each in context.buttons if each.value in MADE_UP)
    found = next((each for each in offered if context.phrases.make_up(text, each, idle)), None)
    return Pressed(found, typed=True) if found else None


READERS = {
    "rating": _rating,
    "level": _level,
    "confirm": _confirm,
    "meant": _meant,
    "name": _name,
    "choice": _choice,
}
