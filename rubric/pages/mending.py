"""Reads on after a mistake in YAML itself: one broken line must not hide the mistakes below it.

The broken line is told in plain words, its value is masked, and the page is read again. What cannot
be mended ends the page: then no rule looks at it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from rubric.pages.parsing import MASK, Parsed, parse
from rubric.problems import Problem, problem

MOST_MENDINGS = 30

WORDS: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "yaml.deeper"),
    ("cannot start any token", "yaml.sign"),
    ("expected alphabetic or numeric", "yaml.sign"),
    ("tag", "yaml.sign"),
    ("tab character", "text.tab"),
    ("could not find expected ':'", "yaml.key"),
    ("escape", "yaml.escape"),
    ("hexa?decimal", "yaml.escape"),
    ("unexpected end of stream", "yaml.quote"),
    ("unexpected document", "yaml.quote"),
    ("expected ',' or", "yaml.bracket"),
    ("expected the node content", "yaml.bracket"),
    ("expected node content", "yaml.bracket"),
    ("sequence entries are not allowed", "yaml.dash"),
    ("expected (a )?comment or", "yaml.block"),
    ("indentation indicator", "yaml.block"),
    ("document start", "yaml.indent"),
    ("YAML document", "yaml.directive"),
    ("directive", "yaml.directive"),
    ("expected key|block end|'-' indicator", "yaml.indent"),
)
"""What the parser says, and the kind of problem: the first that is found counts."""

SHIFTED = ("yaml.indent", "yaml.deeper", "yaml.dash")
"""Mistakes of indentation: what follows them directly is out of line as well, and is not told again."""

BEGINS_EARLIER = ("yaml.key", "yaml.quote", "yaml.bracket", "yaml.escape")
"""Mistakes that the parser notices later than they begin."""

_ENTRY = re.compile(r"""(?P<lead>\s*(?:- +)*)(?P<key>[\w."'-]+)\s*:(?P<value>\s.*|$)""")
_BARE = re.compile(r"""(?P<lead>\s*(?:- +)*)(?P<key>[a-z_]+)(?:\s*["']|:| \S+$)""")
_KEY_AND_WORD = re.compile(r"\s*- +[a-z_]+ \S+")
_NO_SPACE = re.compile(r"\s*(?:- +)*[a-z_]+:[^\s].*")
_ITEM = re.compile(r"(?P<lead>\s*- +).*")


class Break(NamedTuple):
    """Where a text stops being YAML: lines from 1, the first to blame and the last that it spoils.

    `around` is where the list or group of keys begins in which that happens.
    """

    first: int
    last: int
    kind: str
    around: int = 0


def read(text: str, file: str) -> tuple[Parsed, tuple[Problem, ...], Mapping[int, str]]:
    """The page as far as it can be read, the problems of its YAML, and its spoiled lines (see `Page`)."""
    problems: list[Problem] = []
    spoiled: dict[int, str] = {}
    around: set[int] = set()
    parsed = parse(text, file)
    for _ in range(MOST_MENDINGS):
        if parsed.error is None and not parsed.second:
            break
        lines = text.split("\n")
        broken = _break(parsed, lines)
        if broken.kind not in SHIFTED:
            problems.append(problem(file, broken.first, broken.kind))
        else:
            if broken.around not in around and not _follows(broken.first, spoiled, lines):
                problems.append(problem(file, broken.first, broken.kind))
            around.add(broken.around)
            spoiled |= {at: key_on(lines[at - 1]) for at in range(max(broken.first - 1, 1), broken.last + 1)}
        mended = _mended(lines, broken, file)
        if mended is None:
            break
        text, parsed = mended
    lines = text.split("\n")
    repeats = [each for each in parsed.repeats if not _follows(each.line, spoiled, lines)]
    return parsed, (*problems, *parsed.problems, *repeats), spoiled


def _follows(line: int, spoiled: Mapping[int, str], lines: list[str]) -> bool:
    """Whether a line stands in one block with a spoiled line above it: no empty line parts the two."""
    above = next((at for at in range(line - 1, 0, -1) if at in spoiled or not lines[at - 1].strip()), 0)
    return above in spoiled


def key_on(line: str) -> str:
    """The key that stands on a line, or nothing."""
    entry = _ENTRY.match(line)
    return entry["key"].strip("\"'") if entry else ""


def _break(parsed: Parsed, lines: list[str]) -> Break:
    """Whom to blame: often an earlier line than the one where the parser gave up."""
    if parsed.second:
        return Break(parsed.second, parsed.second, "yaml.documents")
    error = parsed.error
    said = str(getattr(error, "problem", error))
    kind = next((kind for words, kind in WORDS if re.search(words, said)), "yaml.other")
    line = _line(getattr(error, "problem_mark", None), lines)
    ended = max((at for at in range(1, line + 1) if lines[at - 1].startswith("...")), default=0)
    if ended and kind == "yaml.indent":
        return Break(ended, ended, "yaml.documents")
    if kind in BEGINS_EARLIER:
        return _earlier(min(line, _line(getattr(error, "context_mark", None), lines, line)), line, kind, lines)
    first, last = parsed.quoted
    if kind in ("yaml.indent", "yaml.deeper") and first < last and line - last in (0, 1):
        return Break(first, last, "yaml.quote")
    if kind == "yaml.deeper":
        return _colon(lines, line)
    return Break(line, line, kind, _line(getattr(error, "context_mark", None), lines, line))


def _earlier(first: int, last: int, kind: str, lines: list[str]) -> Break:
    if kind == "yaml.key":
        return Break(first, first, "yaml.nospace" if _NO_SPACE.fullmatch(lines[first - 1]) else kind)
    return Break(first, last, kind)


def _line(mark: yaml.Mark | None, lines: list[str], otherwise: int = 1) -> int:
    return min(mark.line + 1, len(lines)) if mark is not None else otherwise


def _colon(lines: list[str], line: int) -> Break:
    """A colon where no key can be: inside a text, or after a line that should have had one."""
    entry = _ENTRY.match(lines[line - 1])
    if entry and re.search(r":(\s|$)", entry["value"]):
        return Break(line, line, "yaml.colon")
    above = next((at for at in range(line - 1, 0, -1) if lines[at - 1].strip()), line)
    if _NO_SPACE.fullmatch(lines[above - 1]):
        return Break(above, above, "yaml.nospace")
    if _KEY_AND_WORD.fullmatch(lines[above - 1]):
        return Break(above, above, "yaml.key")
    if above < line and not _ENTRY.match(lines[above - 1]) and not _ITEM.match(lines[above - 1]):
        return Break(above, above, "yaml.key")
    return Break(line, line, "yaml.deeper")


def _mended(lines: list[str], broken: Break, file: str) -> tuple[str, Parsed] | None:
    """The first mending with which the parser comes further than the broken lines."""
    for text in _mendings(lines, broken):
        parsed = parse(text, file)
        if (parsed.error is None and not parsed.second) or _break(parsed, text.split("\n")).first > broken.last:
            return text, parsed
    return None


def _mendings(lines: list[str], broken: Break) -> Iterator[str]:
    """The text with the broken lines masked, from the gentlest way to the roughest."""
    first = lines[broken.first - 1]
    above = next((line for line in reversed(lines[: broken.first - 1]) if line.strip()), "")
    for end in sorted({broken.first, broken.last}):
        rest = _without_continuation(lines, end, len(first) - len(first.lstrip()))
        for line in (_with_colon(first), _masked(first), _masked(_indented_like(above, first)), ""):
            spoiled = [""] * (end - broken.first)
            yield "\n".join([*lines[: broken.first - 1], line, *spoiled, *rest])


def _without_continuation(lines: list[str], end: int, depth: int) -> list[str]:
    """The lines after the broken ones; those that only carried the broken text on are emptied."""
    rest = lines[end:]
    for at, line in enumerate(rest):
        deeper = len(line) - len(line.lstrip()) > depth
        if not deeper or _ENTRY.match(line) or _ITEM.match(line):
            break
        rest[at] = ""
    return rest


def _with_colon(line: str) -> str:
    """A line that is one word alone, with the colon that opens what stands below it."""
    return f"{line.rstrip()}:" if re.fullmatch(r"\s*(- +)*[a-z_]+\s*", line) else _masked(line)


def _masked(line: str) -> str:
    entry, item = _ENTRY.match(line) or _BARE.match(line), _ITEM.match(line)
    if entry:
        return f'{entry["lead"]}{entry["key"]}: "{MASK}"'
    return f'{item["lead"]}"{MASK}"' if item else ""


def _indented_like(above: str, line: str) -> str:
    """The line with the indentation of the keys in the line above."""
    entry = _ENTRY.match(above)
    column = len(entry["lead"]) if entry else len(above) - len(above.lstrip())
    return " " * column + line.lstrip()
