"""The questionnaire that every peer asks: 25 questions, one at a time, with the same words and buttons as Vara's."""

import json
import os
from pathlib import Path
from typing import NamedTuple


class Question(NamedTuple):
    """`buttons` are rows of label and value."""

    id: str
    text: str
    buttons: list[list[tuple[str, str]]]


class Place(NamedTuple):
    """Where a peer finds what it works with, as the harness tells it."""

    api: str
    port: int
    redis: str
    folder: Path

    @property
    def webhook(self) -> str:
        return f"http://127.0.0.1:{self.port}/telegram"


TOKEN = "4242:a-token-that-only-the-stub-knows"
SECRET = "a-secret-that-only-the-stub-knows"
FINISHED = "Thank you, that is all."


def place() -> Place:
    given = os.environ
    return Place(given["PEER_API"], int(given["PEER_PORT"]), given["PEER_REDIS"], Path(given["PEER_FOLDER"]))


def questions() -> list[Question]:
    """As the harness has written them from the rubric."""
    raw = json.loads((place().folder / "questions.json").read_text("utf-8"))
    return [Question(about, text, [[tuple(key) for key in row] for row in buttons]) for about, text, buttons in raw]


def noted(value: str) -> str:
    return f"Noted: {value.rpartition('.')[2].capitalize()}"
