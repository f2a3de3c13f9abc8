"""Pictures of profiles, five competencies on five levels, and of how they went: SVG for the web, PNG for Telegram.

A picture shows nothing about a person, not even the city's name; its address may be shared.
"""

import asyncio
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from bot.pictures.drawing import PROFILE, TRAIL, Card, Course, Form, Line, Row, draw, easel
from dialogues import paths
from dialogues.message import Picture, Trail
from dialogues.script import Script
from dialogues.sentences import Wording
from rubric.model import Rubric

AT_ONCE = 2
DAY = 24 * 60 * 60
Drawable = Picture | Trail

KEPT = 64
"""Pictures kept in memory: up to 200 kB each."""
NARROWEST = 0.06
"""Checks stand at least so far apart, as a share of the whole time: two of one day are still two points."""


class _Desk(threading.local):
    """Each thread has easels of its own, made when it first draws."""

    def __init__(self) -> None:
        self.easels = {Picture: easel(PROFILE), Trail: easel(TRAIL)}


class Pictures:
    """Draws outside the event loop, at most `AT_ONCE` at a time, and keeps what was drawn last."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._desk = _Desk()
        self._desks = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pictures")
        self._drawn: OrderedDict[tuple[Drawable, Form], bytes] = OrderedDict()

    def path_of(self, picture: Drawable) -> str:
        """The address of the picture on the web: `/pictures/….svg`."""
        return paths.path_of(picture)

    def picture_from(self, path: str) -> Drawable | None:
        """The picture at this address; None if there cannot be one."""
        language = path.removeprefix("/pictures/").partition("-")[0]
        competencies = [each.id for each in self._script.rubric(language).competencies]
        known = self._script.languages
        return paths.picture_from(path, known, competencies) or paths.trail_from(path, known, competencies)

    async def svg(self, picture: Drawable) -> bytes:
        """As SVG that is safe in an `img`: no script, nothing from elsewhere, letters as outlines."""
        return await self._bytes(picture, "svg")

    async def png(self, picture: Drawable) -> bytes:
        """As PNG, 660 pixels wide."""
        return await self._bytes(picture, "png")

    async def _bytes(self, picture: Drawable, form: Form) -> bytes:
        drawn = self._drawn.get((picture, form))
        if drawn is None:
            drawn = await asyncio.get_running_loop().run_in_executor(self._desks, self._draw, picture, form)
            self._drawn[picture, form] = drawn
        self._drawn.move_to_end((picture, form))
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return drawn

    def _draw(self, picture: Drawable, form: Form) -> bytes:
        card = self._course(picture) if isinstance(picture, Trail) else self._card(picture)
        return draw(self._desk.easels[type(picture)], card, form)

    def _course(self, trail: Trail) -> Course:
        words, rubric = self._script.wording(trail.language), self._script.rubric(trail.language)
        first, last = (words.plain("picture.day", at=day * DAY) for day in (trail.days[0], trail.days[-1]))
        lines = (_line(rubric.competency_by_id[area].title, trail.days, levels) for area, levels in trail.rows)
        return Course(words.language, words.plain("picture.course"), first, last if last != first else "", tuple(lines))

    def _card(self, picture: Picture) -> Card:
        words = self._script.wording(picture.language)
        open_ended = any(high > level for _, level, high in picture.rows)
        return Card(
            language=words.language,
            heading=words.plain("picture.heading"),
            guess=words.plain("picture.guess") if picture.mode == "quick" else "",
            reached=words.plain("picture.reached"),
            possible=words.plain("picture.possible") if open_ended else "",
            spread=words.plain("picture.spread") if any(low < high for low, high in picture.bands) else "",
            rows=_rows(self._script.rubric(picture.language), words, picture),
        )


def _line(title: str, days: tuple[int, ...], levels: tuple[int, ...]) -> Line:
    points = tuple((along, level) for along, level in zip(_along(days), levels, strict=True) if level)
    return Line(title, points[-1][1] if points else 0, points)


def _along(days: tuple[int, ...]) -> list[float]:
    """Where each check stands in the time from the first to the last, from 0 to 1."""
    whole = (days[-1] - days[0]) or 1
    places: list[float] = []
    for day in days:
        place = (day - days[0]) / whole
        places.append(max(place, places[-1] + NARROWEST) if places else place)
    return [round(place / (places[-1] or 1), 4) for place in places]


def _rows(rubric: Rubric, words: Wording, picture: Picture) -> tuple[Row, ...]:
    bands = picture.bands or ((0, 0),) * len(picture.rows)
    rows = [_row(rubric, words, *row) for row in picture.rows]
    return tuple(row._replace(low=low, top=top) for row, (low, top) in zip(rows, bands, strict=True))


def _row(rubric: Rubric, words: Wording, competency: str, level: int, high: int) -> Row:
    return Row(
        title=rubric.competency_by_id[competency].title,
        level=level,
        high=high,
        name=rubric.level_by_number[level].name if level else words.plain("picture.not_yet"),
        maybe=words.plain("picture.could_be", high=high) if high > level else "",
    )
