"""From typed words to what was meant: a button of the present question, a command, or just words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogues.cleaning import folded
from dialogues.commands import NAMES
from dialogues.message import Button

SHORTEST_BEGINNING = 2
"""Letters of a label that are enough to mean it, when no other label begins so."""


class Pressed(NamedTuple):
    """A button of the present question, pressed or typed."""

    value: str


class Commanded(NamedTuple):
    """Something that can be asked for at any time."""

    name: str
    argument: str = ""


class Unlisted(NamedTuple):
    """A number that no button has, or a command that does not exist."""

    kind: str


class Said(NamedTuple):
    """Words of no meaning to us: a city's name, a remark."""

    text: str


Meaning = Pressed | Commanded | Unlisted | Said


class Phrases:
    """What people type for a name (`fully`, `back`, `yes`), in one language."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        for name, said in phrases.items():
            for phrase in said:
                self._names[folded(phrase)] = (*self._names.get(folded(phrase), ()), name)

    def names_of(self, text: str) -> tuple[str, ...]:
        """Every name that the phrase may stand for: `yes` is a rating here and a consent there."""
        return self._names.get(folded(text), ())


def understand(text: str, buttons: Sequence[Button], phrases: Phrases) -> Meaning:
    """Reads `text` against the buttons that stand under the present question, numbered from 1 as they stand."""
    if any(text == button.value for button in buttons):
        return Pressed(text)
    if text.startswith("/"):
        return _command(text)
    if text.isdecimal():
        return _numbered(int(text[:4]), buttons)
    return _labelled(text, buttons) or _named(text, buttons, phrases) or _word(text) or Said(text)


def _command(text: str) -> Meaning:
    name, _, argument = text[1:].partition(" ")
    name = name.partition("@")[0].lower()
    return Commanded(name, argument.strip()) if name in NAMES else Unlisted("command")


def _numbered(number: int, buttons: Sequence[Button]) -> Meaning:
    return Pressed(buttons[number - 1].value) if 0 < number <= len(buttons) else Unlisted("number")


def _labelled(text: str, buttons: Sequence[Button]) -> Meaning | None:
    said = folded(text)
    labels = [(folded(button.label), button.value) for button in buttons]
    same = [value for label, value in labels if said and label == said]
    alike = [value for label, value in labels if len(said) >= SHORTEST_BEGINNING and label.startswith(said)]
    found = same or alike
    return Pressed(found[0]) if len(found) == 1 else None


def _named(text: str, buttons: Sequence[Button], phrases: Phrases) -> Meaning | None:
    names = phrases.names_of(text)
    offered = [button.value for button in buttons if button.value.rpartition(".")[2] in names]
    if offered:
        return Pressed(offered[0])
    return next((Commanded(name) for name in names if name in NAMES), None)


def _word(text: str) -> Meaning | None:
    name, _, argument = text.lower().partition(".")
    return Commanded(name, argument) if name in NAMES else None
