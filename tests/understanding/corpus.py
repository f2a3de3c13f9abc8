"""Lines that nothing was learned from, each with what it should come to, read as a whole conversation reads them.

A heading in brackets tells what the lines below it mean: a rating (`fully`), a rating to be asked back (`ask mostly`),
`button 2`, `help`, a command (`do back`), `note` for a remark, `chat` for small talk.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dialogues.message import Button
from dialogues.understanding import Chatted, Commanded, Context, Likely, Meaning, Phrases, Pressed, understand
from dialogues.words import read_phrases
from rubric.model import Rating

HERE = Path(__file__).parent / "corpus"
LANGUAGES = ("en", "es", "pt")
PARTS = ("unseen", "exam", "fresh")
"""Lines of people who knew neither tables nor examples, for honest figures: nothing is learned from them."""
STATEMENT = "open_data.realtime"


class Line(NamedTuple):
    language: str
    wanted: str
    text: str


def lines(language: str, part: str) -> Iterator[Line]:
    wanted = ""
    for text in (HERE / f"{language}.{part}.txt").read_text("utf-8").splitlines():
        if text.startswith("["):
            wanted = text.strip("[]")
        elif text:
            yield Line(language, wanted, text)


def context(language: str) -> Context:
    """A statement that may be not ours, so that every rating is offered."""
    ratings = [Button(each.name.title(), f"{STATEMENT}.{each}") for each in Rating]
    phrases = {**read_phrases("en"), **read_phrases(language)}
    return Context("rating", [*ratings, Button("?!", "help"), Button("<<", "back")], language, Phrases(phrases))


def label(meaning: Meaning) -> str:
    """What a meaning comes to, in the words of the corpus."""
    match meaning:
        case Pressed(value="help"):
            return "help"
        case Pressed(value=value):
            return value.rpartition(".")[2] if "." in value else f"do {value}"
        case Likely(values=values):
            return "ask " + " ".join(each.rpartition(".")[2] for each in values)
        case Commanded(name=name):
            return f"do {name}"
        case Chatted():
            return "chat"
    return "note"


def got(text: str, where: Context) -> str:
    return label(understand(text, where))


NUMBERED = {f"button {number}": str(rating) for number, rating in enumerate(Rating, 1)}
ASKED_BACK = {"ask 2": "ask partly"}
QUIET = frozenset({"note", "chat", "do start"})


def fits(wanted: str, came: str) -> bool:
    """Whether what came is what was wanted; a question back fits if it offers the right rating."""
    wanted = ASKED_BACK.get(NUMBERED.get(wanted, wanted), NUMBERED.get(wanted, wanted))
    if wanted.startswith("ask "):
        return came.startswith("ask ") and wanted.removeprefix("ask ") in came.split()
    return came == wanted or (wanted in QUIET and came in QUIET)


def recorded(came: str) -> bool:
    return came in set(map(str, Rating))
