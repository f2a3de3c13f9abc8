"""The address of a picture says all that is in it: language, mode, and a level for each competency.

`/pictures/en-full-open_data.2.3-ecosystems.2.2-analytics.0.0.svg`: open data at 2 (could be 3), analytics not answered.
`/pictures/en-trail-20458.20549-open_data.1.2-ecosystems.0.2.svg`: two checks, on these days since 1970; open data went
from 1 to 2, ecosystems was first asked about in the second.
"""

import re
from collections.abc import Container, Sequence
from typing import Literal, get_args

from dialogues.message import Picture, Trail

LONGEST = 512
"""Longer addresses are none of ours."""

Mode = Literal["full", "quick", "area"]
MODES: dict[str, Mode] = {each: each for each in get_args(Mode)}

_ROW = r"[a-z][a-z_]*\.[0-5]\.[0-5]"
_PATH = re.compile(rf"/pictures/([a-z]{{2,3}})-({'|'.join(MODES)})-({_ROW}(?:-{_ROW})*)\.svg")


_LEVELS = r"[a-z][a-z_]*(?:\.[0-5])+"
_TRAIL = re.compile(
    rf"/pictures/([a-z]{{2,3}})-trail-(\d{{1,6}}(?:\.\d{{1,6}})*)-({_LEVELS}(?:-{_LEVELS})*)\.svg", re.ASCII
)


def path_of(picture: Picture | Trail) -> str:
    """Where the web finds the picture."""
    if isinstance(picture, Trail):
        days = ".".join(map(str, picture.days))
        lines = "-".join(f"{competency}.{'.'.join(map(str, levels))}" for competency, levels in picture.rows)
        return f"/pictures/{picture.language}-trail-{days}-{lines}.svg"
    rows = "-".join(f"{competency}.{level}.{high}" for competency, level, high in picture.rows)
    return f"/pictures/{picture.language}-{picture.mode}-{rows}.svg"


def picture_from(path: str, languages: Container[str], competencies: Sequence[str]) -> Picture | None:
    """The picture at `path`; None if it is not exactly what `path_of` writes for a profile that can be."""
    match = _PATH.fullmatch(path) if len(path) <= LONGEST else None
    if match is None or match[1] not in languages:
        return None
    rows = tuple(_row(each) for each in match[3].split("-"))
    named = {competency for competency, _, _ in rows}
    in_order = tuple(each for each in competencies if each in named)
    if tuple(competency for competency, _, _ in rows) != in_order or not all(_possible(*row) for row in rows):
        return None
    return Picture(match[1], MODES[match[2]], rows)


def trail_from(path: str, languages: Container[str], competencies: Sequence[str]) -> Trail | None:
    """The trail at `path`; None if it is not exactly what `path_of` writes for one that can be."""
    match = _TRAIL.fullmatch(path) if len(path) <= LONGEST else None
    if match is None or match[1] not in languages:
        return None
    days = tuple(map(int, match[2].split(".")))
    rows = tuple(_levels(each) for each in match[3].split("-"))
    complete = tuple(area for area, _ in rows) == tuple(competencies) and all(len(row) == len(days) for _, row in rows)
    trail = Trail(match[1], days, rows)
    return trail if complete and list(days) == sorted(days) and path_of(trail) == path else None


def _levels(text: str) -> tuple[str, tuple[int, ...]]:
    competency, *levels = text.split(".")
    return competency, tuple(map(int, levels))


def _row(text: str) -> tuple[str, int, int]:
    competency, level, high = text.split(".")
    return competency, int(level), int(high)


def _possible(_: str, level: int, high: int) -> bool:
    return level <= high and (level > 0 or high == 0)
