"""The rules for every single text: plain words, nothing unfinished, short enough for a message on a phone."""

import re
from collections.abc import Iterator, Mapping

from rubric.pages.pieces import Page, Piece, Place, called, texts
from rubric.problems import HIDDEN, Problem, problem

RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("text.markup", re.compile(r"\{\{|\}\}|\{%|%\}|\{#|</?[a-zA-Z!][^>]*>|&(?:[a-zA-Z]+|#\d+);|\*\*|\]\(|```")),
    ("text.todo", re.compile(r"\b(?:TODO|FIXME|XXX|TBD|TBC)\b|(?i:\blorem ipsum\b|\bto ?do:|\bfixme\b)|\?\?\?")),
    ("text.garbled", re.compile("â€.?|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]|\N{REPLACEMENT CHARACTER}")),
)
"""What no text may hold: the kind of problem, and how to find it."""

LIMITS: Mapping[tuple[str, ...], int] = {
    ("statements", "text"): 300,
    ("statements", "short"): 80,
    ("statements", "ask"): 300,
    ("descriptions", "text"): 400,
    ("symptoms", "text"): 300,
    ("symptoms", "short"): 80,
    ("competencies", "title"): 60,
    ("competencies", "about"): 600,
    ("tactics", "title"): 100,
    ("tactics", "do"): 400,
    ("tactics", "why"): 500,
    ("tactics", "first_step"): 400,
    ("tactics", "watch_out"): 400,
    ("example", "text"): 400,
    ("example", "place"): 120,
    ("levels", "name"): 40,
    ("levels", "smart_name"): 80,
    ("levels", "meaning"): 400,
    ("rubric", "version"): 40,
    ("source", "section"): 200,
    ("assets", "short"): 26,
    ("payers", "short"): 26,
}
"""Most characters of a text, by the group it stands in and its key. A message on Telegram holds 4,096."""

LIMIT = 900
"""Most characters of any other text."""

TOGETHER: Mapping[str, int] = {"what_counts": 900}
"""Most characters of all the texts in one group of keys: they are shown in one message."""


def text_problems(page: Page) -> Iterator[Problem]:
    """Every mistake in the single texts of a page."""
    if page.root is None:
        return
    for place, piece in texts(page.root):
        for kind, words in mistakes_in(piece.text or "", limit(page, place)):
            yield problem(page.file, piece.line, kind, **{"name": called(page.root, place), **words})
    yield from _together(page, page.root)


def mistakes_in(text: str, most: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What is wrong with one text of at most so many characters: the kind of problem, and the words that it needs."""
    if not text.strip():
        yield "text.empty", {}
        return
    if text != text.strip():
        yield "text.spaces", {}
    hidden = HIDDEN.search(text.replace("\t", "\0"))
    if hidden:
        code = "0009" if "\t" in text else f"{ord(hidden[0]):04X}"
        yield "text.control", {"code": f"U+{code}"}
    for kind, pattern in RULES:
        found = pattern.search(text)
        if found:
            yield kind, {"found": found[0][:20]}
    if len(text) > most:
        yield "text.long", {"count": len(text), "most": most, "over": len(text) - most}


def limit(page: Page, place: Place) -> int:
    """Most characters of the text at a place. The top of a page counts as a group with the folder's name."""
    return limit_of(page.file, tuple(step for step in place if isinstance(step, str)))


def limit_of(file: str, keys: tuple[str, ...]) -> int:
    """Most characters of the text under these keys of a page."""
    return LIMITS.get((file.partition("/")[0].removesuffix(".yaml"), *keys)[-2:], LIMIT)


def _together(page: Page, root: Piece, place: Place = ()) -> Iterator[Problem]:
    """Groups of texts that are too long together, anywhere on the page."""
    for key, each in root.parts.items():
        most = TOGETHER.get(key)
        count = sum(len(piece.text or "") for _, piece in texts(each)) if most else 0
        if most and count > most:
            name = called(page.root or root, (*place, key))
            yield problem(page.file, each.line, "text.together", name=name, count=count, most=most, over=count - most)
        yield from _together(page, each, (*place, key))
    for at, each in enumerate(root.items()):
        yield from _together(page, each, (*place, at))
