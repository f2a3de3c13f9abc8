"""What people typed, with what it means: one folder a language, one file a meaning, one line a message.

The name of a file is its meaning: a rating (`mostly.txt`), a rating to be asked back (`ask_mostly.txt`), a command
(`do_back.txt`), `help`, `note` or `chat`. Weights are learned from them (`learning.py`).
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dialogues.commands import NAMES
from dialogues.understanding.meanings import HERE as TABLES
from rubric.model import Rating

EXAMPLES = Path(__file__).parent.parent / "examples"
ASK, COMMAND = "ask ", "do "
"""Meanings that are asked back, and those that are commands, begin so."""
MEANINGS = frozenset(
    {*Rating, *(ASK + each for each in Rating), *(COMMAND + each for each in NAMES), "help", "note", "chat"}
)

_READ_BY = ("folding", "spelling", "spans", "sentence", "shares", "traits", "learning")
"""Modules that decide what traits an example has, and what they weigh."""


class Example(NamedTuple):
    """One line, and where it stands."""

    language: str
    meaning: str
    text: str
    file: str
    line: int


def examples(folder: Path = EXAMPLES) -> Iterator[Example]:
    """Every example, in the order of the files."""
    for path in sorted(folder.glob("*/*.txt")):
        language, meaning = path.parent.name, path.stem.replace("_", " ")
        file = path.relative_to(folder.parent.parent).as_posix()
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield Example(language, meaning, text, file, line)


def digest(folder: Path = EXAMPLES) -> str:
    """A sign of everything that the weights depend on: examples, tables of meaning, and how both are read."""
    here = Path(__file__).parent
    read = [
        *sorted(folder.glob("*/*.txt")),
        *sorted(TABLES.glob("*.yaml")),
        *(here / f"{name}.py" for name in _READ_BY),
    ]
    told = hashlib.blake2b(digest_size=8)
    for path in read:
        told.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()
