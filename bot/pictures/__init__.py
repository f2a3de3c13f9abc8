"""Pictures of profiles: five competencies on five levels, as SVG for the web and as PNG for Telegram.

A picture shows nothing about a person, not even the city's name; its address may be shared.
"""

import asyncio
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from bot.pictures.drawing import Card, Form, Row, compiler, draw
from dialogues import paths
from dialogues.message import Picture
from dialogues.script import Script
from dialogues.sentences import Wording
from rubric.model import Rubric

AT_ONCE = 2
KEPT = 64
"""Pictures kept in memory: up to 200 kB each."""


class _Desk(threading.local):
    """Each thread has a compiler of its own, made when it first draws."""

    def __init__(self) -> None:
        self.compiler = compiler()


class Pictures:
    """Draws outside the event loop, at most `AT_ONCE` at a time, and keeps what was drawn last."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._desk = _Desk()
        self._desks = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pictures")
        self._drawn: OrderedDict[tuple[Picture, Form], bytes] = OrderedDict()

    def path_of(self, picture: Picture) -> str:
        """The address of the picture on the web: `/pictures/….svg`."""
        return paths.path_of(picture)

    def picture_from(self, path: str) -> Picture | None:
        """The picture at this address; None if there cannot be one."""
        language = path.removeprefix("/pictures/").partition("-")[0]
        competencies = [each.id for each in self._script.rubric(language).competencies]
        return paths.picture_from(path, self._script.languages, competencies)

    async def svg(self, picture: Picture) -> bytes:
        """As SVG that is safe in an `img`: no script, nothing from elsewhere, letters as outlines."""
        return await self._bytes(picture, "svg")

    async def png(self, picture: Picture) -> bytes:
        """As PNG, 1200 pixels wide."""
        return await self._bytes(picture, "png")

    async def _bytes(self, picture: Picture, form: Form) -> bytes:
        drawn = self._drawn.get((picture, form))
        if drawn is None:
            drawn = await asyncio.get_running_loop().run_in_executor(self._desks, self._draw, picture, form)
            self._drawn[picture, form] = drawn
        self._drawn.move_to_end((picture, form))
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return drawn

    def _draw(self, picture: Picture, form: Form) -> bytes:
        return draw(self._desk.compiler, self._card(picture), form)

    def _card(self, picture: Picture) -> Card:
        words = self._script.wording(picture.language)
        open_ended = any(high > level for _, level, high in picture.rows)
        return Card(
            language=words.language,
            heading=words.plain("picture.heading"),
            guess=words.plain("picture.guess") if picture.mode == "quick" else "",
            reached=words.plain("picture.reached"),
            possible=words.plain("picture.possible") if open_ended else "",
            rows=tuple(_row(self._script.rubric(picture.language), words, *row) for row in picture.rows),
        )


def _row(rubric: Rubric, words: Wording, competency: str, level: int, high: int) -> Row:
    return Row(
        title=rubric.competency_by_id[competency].title,
        level=level,
        high=high,
        name=rubric.level_by_number[level].name if level else words.plain("picture.not_yet"),
        maybe=words.plain("picture.could_be", high=high) if high > level else "",
    )
