"""One file -> one page, safely: bounded in size, in UTF-8, without hidden characters, its YAML never executed."""

import re
from pathlib import Path

from rubric.pages.mending import key_on, read
from rubric.pages.parsing import parse
from rubric.pages.pieces import UNREAD, Page, Piece
from rubric.problems import HIDDEN, Problem, problem

LARGEST_KB = 256

_TABBED = re.compile(r" *\t[ \t]*(?=\S)")


def read_page(path: Path, file: str) -> Page:
    """The page at `path`, called `file` in problems. Never raises for what stands in the file."""
    try:
        raw = _bytes(path)
    except OSError as error:
        return Page(file, path.stem, None, (problem(file, 1, "file.unreadable", reason=error.strerror or "no reason"),))
    if len(raw) > LARGEST_KB * 1024:
        return Page(file, path.stem, None, (problem(file, 1, "file.large", most=LARGEST_KB),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Page(file, path.stem, None, (problem(file, line, "file.encoding"),))
    return _page(text.replace("\r\n", "\n"), file, path.stem)


def _bytes(path: Path) -> bytes:
    """At most a little more than is allowed, whatever the file grows to."""
    with path.open("rb") as stream:
        return stream.read(LARGEST_KB * 1024 + 1)


def _page(text: str, file: str, name: str) -> Page:
    lines = text.split("\n")
    hidden = [
        problem(file, at, "text.control", code=f"U+{ord(found[0]):04X}")
        for at, line in enumerate(lines, 1)
        if (found := HIDDEN.search(line))
    ]
    lines = [HIDDEN.sub("", line) for line in lines]
    untabbed, tabs = _untabbed(lines, file)
    if tabs and parse(untabbed, file).error:
        return Page(file, name, None, (*hidden, *tabs))
    parsed, problems, spoiled = read(untabbed, file)
    shifted = {each.line: key_on(lines[each.line - 1]) for each in tabs}
    root, shape = _whole(parsed.root, file, bool(problems or tabs))
    return Page(file, name, root, (*hidden, *tabs, *problems, *shape), {**spoiled, **shifted})


def _untabbed(lines: list[str], file: str) -> tuple[str, list[Problem]]:
    """The text with the indentation that its tabs probably meant, and a problem for each such line."""
    problems = []
    straight: list[str] = []
    for at, line in enumerate(lines, 1):
        if _TABBED.match(line):
            problems.append(problem(file, at, "text.tab"))
            above = next((each for each in reversed(straight) if each.strip()), "")
            straight.append(" " * _depth_after(above) + line.lstrip())
        else:
            straight.append(line)
    return "\n".join(straight), problems


def _depth_after(above: str) -> int:
    """Where a line after this one stands: beside its keys, or one step in when it opens something."""
    depth = len(above) - len(above.lstrip(" -"))
    return depth + 2 if above.rstrip().endswith((":", "|", ">", ">-", "|-")) else depth


def _whole(root: Piece | None, file: str, told: bool) -> tuple[Piece | None, list[Problem]]:
    """A page must be made of keys. A page that could not be read is told already."""
    if root is None or root.value is UNREAD:
        return None, [] if told else [problem(file, 1, "file.empty")]
    return root, []
