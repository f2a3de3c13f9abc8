"""A page as it was read: every value with the line where its key, or the value itself, stands."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple, TypeAlias

from rubric.problems import Problem

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys, and positions in lists."""


class Unread(Enum):
    """Stands for a value that could not be read. Its mistake is told already: no rule looks at it again."""

    UNREAD = "unread"


UNREAD = Unread.UNREAD

Value: TypeAlias = "str | int | float | bool | Unread | tuple[Piece, ...] | dict[str, Piece] | None"


class Piece(NamedTuple):
    """One value. `written` is a plain value as it stands in the file, without quotes."""

    value: Value
    line: int
    written: str = ""

    def get(self, key: str) -> "Piece":
        """The value under a key; an unread piece when there is none."""
        return self.parts.get(key, Piece(UNREAD, self.line))

    @property
    def parts(self) -> "Mapping[str, Piece]":
        """What stands under each key; nothing when the value is no group of keys."""
        return self.value if isinstance(self.value, dict) else {}

    def items(self) -> "tuple[Piece, ...]":
        """What stands in the list; nothing when the value is no list."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def text(self) -> str | None:
        return self.value if isinstance(self.value, str) else None

    @property
    def number(self) -> int | None:
        """A whole number; true and false are none."""
        return self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None


class Page(NamedTuple):
    """One file. `root` is None when nothing of it could be read; `name` is the file's name without its ending.

    `spoiled` are lines with a mistake of indentation, and the keys on them: they may belong elsewhere.
    """

    file: str
    name: str
    root: Piece | None
    problems: tuple[Problem, ...] = ()
    spoiled: Mapping[int, str] = {}


def plain(piece: Piece) -> object:
    """The value without its lines, as JSON knows it."""
    if isinstance(piece.value, Unread):
        return None
    if isinstance(piece.value, tuple):
        return [plain(each) for each in piece.value]
    if isinstance(piece.value, dict):
        return {key: plain(each) for key, each in piece.value.items()}
    return piece.value


def texts(piece: Piece, place: Place = ()) -> Iterator[tuple[Place, Piece]]:
    """Every text of the piece, with the way to it."""
    if isinstance(piece.value, str):
        yield place, piece
    for position, each in enumerate(piece.items()):
        yield from texts(each, (*place, position))
    for key, each in piece.parts.items():
        yield from texts(each, (*place, key))


def along(root: Piece, place: Place) -> tuple[Piece, ...]:
    """The pieces on the way to a place, the root first, as far as the way can be followed."""
    trail = [root]
    for step in place:
        here = trail[-1]
        if isinstance(step, str) and step in here.parts:
            trail.append(here.parts[step])
        elif isinstance(step, int) and step < len(here.items()):
            trail.append(here.items()[step])
    return tuple(trail)


def called(root: Piece, place: Place) -> str:
    """What people call a place: its key, and the id of the item that it belongs to."""
    keys = [step for step in place if isinstance(step, str)]
    owners = [each.get("id").text for each in along(root, place)[1:]]
    owner = next((each for each in reversed(owners) if each and each != along(root, place)[-1].text), None)
    name = keys[-1] if keys else "the page"
    if place and isinstance(place[-1], int):
        name = f"item {place[-1] + 1} of {name}"
    return f"{name} ({owner})" if owner else name
