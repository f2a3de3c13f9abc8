"""YAML text -> a piece, on the parser's events alone: nothing is constructed, nothing is repeated.

Aliases, anchors, tags, directives and further documents are refused; depth is bounded, and the walk
does not call itself, so no page can exhaust the stack.
"""

from typing import Any, NamedTuple

import yaml

from rubric.pages.pieces import UNREAD, Piece, Unread
from rubric.pages.scalars import is_switch, trap_in, typed
from rubric.problems import Problem, problem

DEEPEST = 12
MASK = "\ufffcunread\ufffc"
"""Stands in mended text for a value that could not be read."""

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Nest(NamedTuple):
    """A list or a group of keys while it is being read. `entries` are the children, keys among them."""

    event: Any
    entries: list[Piece]
    keyed: bool
    marks: list[Any]


class Parsed(NamedTuple):
    """What a text holds. `error` is where it stops being YAML; `quoted` the lines of the last quoted text before.

    `repeats` are the problems of keys that stand twice: they may come of a line that is out of place.
    `second` is the line where a second document begins: it is not read.
    """

    root: Piece | None
    problems: tuple[Problem, ...]
    repeats: tuple[Problem, ...] = ()
    error: yaml.YAMLError | None = None
    quoted: tuple[int, int] = (0, 0)
    second: int = 0


def parse(text: str, file: str) -> Parsed:
    """The whole of one document, or as much as is YAML."""
    reader = _Reader(file, text.split("\n"))
    try:
        for event in yaml.parse(text, Loader=PARSER):
            if not reader.take(event):
                break
    except yaml.YAMLError as error:
        return Parsed(None, tuple(reader.problems), (), error, reader.quoted)
    return Parsed(reader.root, tuple(reader.problems), tuple(reader.repeats), second=reader.second)


class _Reader:
    """Takes events one by one and builds pieces."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[Problem] = []
        self.repeats: list[Problem] = []
        self.open: list[Nest] = []
        self.root: Piece | None = None
        self.anchors: dict[str, int] = {}
        self.quoted = (0, 0)
        self.second = 0

    def take(self, event: Any) -> bool:
        """Read one event; False when the rest of the page must not be read."""
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            return self._document(event, line)
        if isinstance(event, yaml.AliasEvent):
            self.anchors.pop(str(event.anchor), None)
            self._say(line, "yaml.alias", name=event.anchor)
            self._add(Piece(UNREAD, line), event)
        elif isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event, line), event)
        elif isinstance(event, yaml.CollectionStartEvent):
            return self._begin(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.StreamEndEvent):
            for name, where in self.anchors.items():
                self._say(where, "yaml.anchor", name=name)
        return True

    def _say(self, line: int, kind: str, **words: object) -> None:
        self.problems.append(problem(self.file, line, kind, **words))

    def _document(self, event: Any, line: int) -> bool:
        if self.root is not None:
            self.second = line
            return False
        if event.version or event.tags:
            self._say(line, "yaml.directive")
        return True

    def _begin(self, event: Any, line: int) -> bool:
        if len(self.open) >= DEEPEST:
            self._say(line, "yaml.deep", most=DEEPEST)
            self.root = None
            return False
        self._refuse(event, line)
        self.open.append(Nest(event, [], isinstance(event, yaml.MappingStartEvent), []))
        return True

    def _end(self) -> None:
        nest = self.open.pop()
        line = nest.event.start_mark.line + 1
        if nest.event.tag:
            self._add(Piece(UNREAD, line), nest.event)
        elif nest.keyed:
            self._groups(nest, line)
        else:
            self._add(Piece(tuple(nest.entries), line), nest.event)

    def _add(self, piece: Piece, event: Any) -> None:
        if self.open:
            self.open[-1].entries.append(piece)
            self.open[-1].marks.append(event)
        else:
            self.root = piece

    def _groups(self, nest: Nest, line: int) -> None:
        """A group of keys; two, when a list's item repeats several keys, for then the second one's start is missing."""
        again: dict[str, Piece] = {}
        found = self._keys(nest, again)
        in_list = bool(self.open) and not self.open[-1].keyed
        for key, each in list(again.items())[: 1 if in_list and len(again) > 1 else None]:
            first = found[key].line if isinstance(found, dict) else line
            kind = "yaml.duplicates" if in_list and len(again) > 1 else "yaml.duplicate"
            self.repeats.append(problem(self.file, each.line, kind, key=key, first=first))
        self._add(Piece(found, line), nest.event)
        if in_list and len(again) > 1:
            start = min(each.line for each in again.values())
            self._add(Piece({"id": Piece(UNREAD, start), **again}, start), nest.event)

    def _keys(self, nest: Nest, again: dict[str, Piece]) -> dict[str, Piece] | Unread:
        """Pair keys with values; a key stands for its value's line. Keys that stand there already go into `again`."""
        found: dict[str, Piece] = {}
        if nest.event.flow_style and not all(isinstance(each, yaml.ScalarEvent) for each in nest.marks[::2]):
            self._say(nest.event.start_mark.line + 1, "yaml.keyshape")  # {{ x }}
            return UNREAD
        for at in range(0, len(nest.entries) - 1, 2):
            key, value = nest.entries[at], nest.entries[at + 1]
            name = self._key(key, nest.marks[at], value)
            if name is None:
                continue
            group = again if name in found else found
            if value.value is None:
                if not self._is_key():  # {{ x }}: told once, as a key that is none
                    self._nothing(key.line, name, value.written)
                group[name] = Piece(UNREAD, key.line)
            else:
                group[name] = value._replace(line=key.line)
        return found

    def _key(self, key: Piece, event: Any, value: Piece) -> str | None:
        """The name of a key, or None with a problem."""
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(key.value, Unread):
                self._say(key.line, "yaml.keyshape")
            return None
        name: str = event.value
        if name == "<<" and event.implicit[0]:
            if not isinstance(value.value, Unread):
                self._say(key.line, "yaml.merge")
            return None
        return name

    def _scalar(self, event: Any, line: int) -> Piece:
        """One value, or key, and the problems that only its way of writing shows."""
        if event.value == MASK:
            return Piece(UNREAD, line)
        self._refuse(event, line)
        if event.style in ("'", '"'):
            self.quoted = (line, event.end_mark.line + 1)
        if event.tag:
            return Piece(UNREAD, line)
        if event.style in ("|", ">"):
            return Piece(event.value.rstrip("\n"), line)
        if not event.implicit[0]:
            return Piece(event.value, line)
        return self._plain(event, line)

    def _plain(self, event: Any, line: int) -> Piece:
        written: str = event.value
        if self._is_key():
            if is_switch(written):
                self._say(line, "trap.key", written=written)
            return Piece(written, line, written)
        trap = trap_in(written)
        if trap:
            self._say(line, trap, written=written)
            return Piece(UNREAD, line)
        value = typed(written)
        if value is None:
            return self._empty(event, line)
        if isinstance(value, str) and self._comment_after(event):
            self._say(event.end_mark.line + 1, "yaml.comment")
        return Piece(value, line, written)

    def _empty(self, event: Any, line: int) -> Piece:
        """No value: told by the group of keys that holds it, or here when it is a list's item."""
        if self.open and self.open[-1].keyed:
            line = self.open[-1].entries[-1].line
            return Piece(None, line, "#" if "#" in self._rest(self.open[-1].marks[-1]) else "")
        self._nothing(line, "an item of the list" if self.open else "the page", "#" if "#" in self._rest(event) else "")
        return Piece(UNREAD, line)

    def _nothing(self, line: int, name: str, written: str) -> None:
        self._say(line, "yaml.comment" if written == "#" else "trap.nothing", name=name)

    def _is_key(self) -> bool:
        return bool(self.open) and self.open[-1].keyed and len(self.open[-1].entries) % 2 == 0

    def _comment_after(self, event: Any) -> bool:
        return self._rest(event).lstrip().startswith("#")

    def _rest(self, event: Any) -> str:
        """What stands on the line after a value."""
        mark = event.end_mark
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def _refuse(self, event: Any, line: int) -> None:
        """Anchors and tags."""
        if event.anchor:
            self.anchors[event.anchor] = line
        if event.tag:
            self._say(line, "yaml.tag", name=event.tag)
