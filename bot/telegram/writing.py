"""How a reply looks on Telegram: a photo, texts that fit, and a keyboard for phones. Pure."""

import html
import logging
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.telegram.texts import first_part, split, telegram_html, units
from dialogues.message import Button, Picture, Reply, Trail

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
LONGEST_QUESTION = 300
LONGEST_OPTION = 100
MOST_DATA = 64
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8

IN_A_ROW = ((3, 5), (14, 2), (10_000, 1))
"""Labels of at most so many characters stand so many in a row; wider rows are cut off on a phone."""

log = logging.getLogger(__name__)


class Key(NamedTuple):
    """A button as Telegram wants it."""

    label: str
    data: str


Keyboard = tuple[tuple[Key, ...], ...]


class Text(NamedTuple):
    """A message. `html` is at most 4096 UTF-16 units with its tags; an empty keyboard means none."""

    html: str
    keyboard: Keyboard = ()


class Photo(NamedTuple):
    picture: Picture | Trail
    caption: str


Call = Text | Photo


def calls_for(reply: Reply, revision: int, caption: str) -> tuple[Call, ...]:
    """What has to be sent for `reply`: the picture first, then its words, the keyboard under the last of them.

    `caption` is the short HTML under a picture that is followed by words; a picture alone carries its `alt`.
    """
    texts = split(telegram_html(reply.text), LONGEST_TEXT)
    keys = keyboard(reply.buttons, revision)
    calls: list[Call] = [Text(text) for text in texts[:-1]]
    calls += [Text(text, keys) for text in texts[-1:]]
    if reply.picture is None:
        return tuple(calls)
    under = caption if calls else html.escape(reply.alt or "", quote=False)
    return (Photo(reply.picture, first_part(under, LONGEST_CAPTION)), *calls)


def toast(words: str) -> str:
    """Plain words cut to what a toast can hold."""
    return fitting(words, LONGEST_TOAST)


def fitting(words: str, limit: int) -> str:
    """Plain words cut to so many UTF-16 units."""
    while units(words) > limit:
        words = words[:-2].rstrip() + "…"
    return words


def keyboard(buttons: Iterable[Button], revision: int) -> Keyboard:
    """Rows that fit a phone. A button that Telegram would refuse is left out: its words can be typed."""
    keys = tuple(_keys(buttons, revision)[:MOST_BUTTONS])
    return tuple(keys[start:end] for start, end in _rows(tuple(len(key.label) for key in keys)))


@lru_cache(maxsize=1024)
def _rows(widths: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """From which to which of the keys each row goes, by how wide they are."""
    rows: list[tuple[int, int]] = []
    room = 0
    for number, width in enumerate(widths):
        most = next(most for widest, most in IN_A_ROW if width <= widest)
        start, end = rows[-1] if rows else (0, 0)
        if rows and end - start < min(room, most):
            rows[-1] = (start, number + 1)
            room = min(room, most)
        else:
            rows.append((number, number + 1))
            room = most
    return tuple(rows)


def _keys(buttons: Iterable[Button], revision: int) -> list[Key]:
    keys = [Key(button.label.strip(), f"{revision}|{button.value}") for button in buttons]
    fitting = [key for key in keys if key.label and len(key.data.encode()) <= MOST_DATA]
    if len(fitting) < len(keys):
        log.warning("a button was left out: its label is empty or its value too long for Telegram")
    return fitting
