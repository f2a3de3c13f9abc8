"""One mistake in the content: where it stands, what is wrong, and what to do about it."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from rubric.remedies import REMEDIES

LONGEST_QUOTE = 60
CLOSE, VERY_CLOSE = 0.6, 0.8
"""How alike two words must be, from 0 to 1, to take one for a misspelling of the other."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffd\ufdd0-\ufdef\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Control characters, changes of reading direction, and characters without width, meaning or agreed shape."""


class Problem(NamedTuple):
    """One mistake. `file` is relative to the content folder, `line` counts from 1."""

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.fix}"


class ContentError(Exception):
    """The content cannot be used. `problems` holds every mistake; the text of the error lists them all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(each) for each in problems))


def problem(file: str, line: int, kind: str, /, **words: object) -> Problem:
    """The problem of this kind, in the words of `REMEDIES`. Texts among `words` are made safe to show."""
    what, fix = REMEDIES[kind]
    safe = {name: visible(word) if isinstance(word, str) else word for name, word in words.items()}
    return Problem(visible(file), line, what.format(**safe), fix.format(**safe))


def visible(text: str) -> str:
    """The same text on one line, with every character that a terminal would hide or obey made visible."""
    return "".join(char if _harmless(char) else f"\\u{ord(char):04x}" for char in text)


def shown(text: str) -> str:
    """The text as it is quoted in a problem: short."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """What was probably meant. Of two ids with the same beginning, only what follows it is compared."""
    by_lower = {each.lower(): each for each in sorted(choices)}
    start, dot, rest = word.lower().partition(".")
    tails = {each.partition(".")[2]: each for each in by_lower if dot and each.startswith(start + ".")}
    found = get_close_matches(rest, tails, n=1, cutoff=CLOSE)
    if found:
        return by_lower[tails[found[0]]]
    found = get_close_matches(word.lower(), by_lower.keys() - tails.values(), n=1, cutoff=VERY_CLOSE if dot else CLOSE)
    return by_lower[found[0]] if found else None


def guess(word: str, choices: Iterable[str]) -> str:
    """A fix's beginning, `did you mean "text"? `, or nothing when no choice is close."""
    meant = nearest(word, choices)
    return f'did you mean "{meant}"? ' if meant else ""


def _harmless(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] not in "CZ"
