"""The conversation in a terminal: reads lines, so a file can be piped in, and prints a transcript.

A piped conversation begins anew each time and is not kept; for one at a terminal see `stored.talk`.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from dialogues.message import Message, Reply
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.showing import plain_text
from dialogues.speaking import speak
from dialogues.step import step

PROMPT = "> "


def transcript(lines: Iterable[str], script: Script, language: str | None = None, at: int = 0) -> Iterator[str]:
    """A whole conversation as lines: what was typed behind `> `, what was said as it stands. Nothing is kept.

    It begins at this time, seconds since 1970; each line comes a second after the other.
    """
    session = Session(language=script.language_for(language), zone="")
    yield from shown(speak(scene_of(session, script)))
    for number, line in enumerate(lines):
        text = line.rstrip("\n")
        yield PROMPT + text
        turn = step(session, Message(str(number), text, at + number), script)
        session = turn.session or Session(language=session.language)
        yield from shown(turn.replies)


def shown(replies: tuple[Reply, ...]) -> Iterator[str]:
    """Replies as lines for a terminal; buttons with the numbers that choose them."""
    for reply in replies:
        if reply.alt:
            yield f"[{reply.alt}]"
        yield from plain_text(reply.text).split("\n")
        yield from (f"  {_numbered(number, button.label)}" for number, button in enumerate(reply.buttons, 1))
        yield ""


def _numbered(number: int, label: str) -> str:
    """A label with its number, unless it begins with it already."""
    return label if label.startswith(f"{number} ·") else f"{number}. {label}"


def lines_of(stream: TextIO) -> Iterator[str]:
    """Lines of a pipe or a file, whatever bytes it holds."""
    for raw in stream.buffer:
        yield raw.decode("utf-8", "replace")
