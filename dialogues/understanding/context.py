"""Where a message is heard: what is asked there, and with which buttons."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dialogues.message import Button
from dialogues.understanding.phrases import Phrases

Question = Literal["rating", "level", "confirm", "meant", "name", "choice"]
"""What is asked: a rating, one of five descriptions, yes or no, which of two was meant, a name, one of several."""


class Context(NamedTuple):
    """Where a message is heard: what is asked, which buttons stand there, the person's language and phrases."""

    question: Question
    buttons: Sequence[Button]
    language: str
    phrases: Phrases
