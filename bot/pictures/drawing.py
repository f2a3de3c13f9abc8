"""Draws a card with Typst: one template for PNG and SVG, with the fonts beside it and no others.

What is drawn is handed over as data, never as a piece of the template.
"""

import json
from pathlib import Path
from typing import Any, Literal, NamedTuple

import typst

HERE = Path(__file__).parent
PROFILE, TRAIL = "profile.typ", "trail.typ"
"""The templates."""
PIXELS_PER_INCH = 66.0
"""The card is 720 points wide: 660 pixels, about as many as a small phone has. More cost time, and kilobytes on a slow
line; the web has outlines, which are sharp everywhere."""

Form = Literal["svg", "png"]


class Row(NamedTuple):
    """One competency in words: `name` of its level, `maybe` when a higher one is possible.

    `low` to `top` is the band that a team's lowest and highest votes span; 0 without a team.
    """

    title: str
    level: int
    high: int
    name: str
    maybe: str
    low: int = 0
    top: int = 0


class Card(NamedTuple):
    """All that the template needs. A word that is empty is not shown."""

    language: str
    heading: str
    guess: str
    reached: str
    possible: str
    spread: str
    rows: tuple[Row, ...]


class Line(NamedTuple):
    """One competency over time: its title, its level now (0: not asked), its points, each along the time (0 to 1)."""

    title: str
    level: int
    points: tuple[tuple[float, int], ...]


class Course(NamedTuple):
    """All that the template of a trail needs. `first` and `last` are dates in words."""

    language: str
    heading: str
    first: str
    last: str
    rows: tuple[Line, ...]


class Easel(NamedTuple):
    """A compiler, and the lines that call a template. It serves one thread at a time."""

    compiler: typst.Compiler
    main: bytes


def easel(template: str = PROFILE) -> Easel:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
    main = f'#import "/{template}": draw\n#draw(json("card.json"))'
    return Easel(typst.Compiler(b"", root=str(HERE), font_paths=fonts), main.encode())


def draw(using: Easel, card: Card | Course, form: Form) -> bytes:
    """The same bytes for the same card, always."""
    shown = {**card._asdict(), "rows": [row._asdict() for row in card.rows]}
    # The data are a file of their own: as an input of the system they would have the template read anew.
    files: Any = {"main.typ": using.main, "card.json": json.dumps(shown).encode()}
    drawn = using.compiler.compile(files, format=form, ppi=PIXELS_PER_INCH)
    if not isinstance(drawn, bytes):
        raise TypeError("the template has to make exactly one page")
    return drawn
