"""Every mistake in the tables of meaning and in the examples, by file and line."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogues.cleaning import folded
from dialogues.commands import NAMES
from dialogues.understanding.examples import EXAMPLES, MEANINGS, Example, digest, examples
from dialogues.understanding.judging import WEIGHTS, weights
from dialogues.understanding.meanings import HERE, SIGNS
from dialogues.words import ORIGINAL
from rubric.pages.pieces import UNREAD, Page, Piece
from rubric.pages.reading import read_page
from rubric.problems import Problem, nearest

AMBIGUOUS = frozenset({"maybe_unknown", "maybe_not"})
"""Meanings that only some languages have."""
NUMBERS = frozenset(str(each) for each in range(1, 11))
GROUPS: Mapping[str, frozenset[str]] = {"commands": NAMES, "requests": NAMES, "ordinal": NUMBERS, "number": NUMBERS}
"""Tables whose words stand under a further name."""
SHORTS = "abbreviations"


def find_understanding_problems(tables: Path = HERE, folder: Path = EXAMPLES) -> tuple[Problem, ...]:
    """Mistakes in the tables first; then in the examples, if these are there: an installed Vara has none."""
    found = [*_table_problems(tables), *_example_problems(folder)]
    if folder.is_dir() and not found and weights().learned_from != digest(folder):
        file = f"dialogues/understanding/{WEIGHTS.name}"
        found.append(Problem(file, 1, "examples or tables have changed since it was learned", "run make learn"))
    return tuple(sorted(set(found)))


def _table_problems(tables: Path) -> Iterator[Problem]:
    pages = [
        read_page(path, f"{tables.parent.name}/{tables.name}/{path.name}") for path in sorted(tables.glob("*.yaml"))
    ]
    original = next((page for page in pages if page.name == ORIGINAL), None)
    known = frozenset(original.root.parts if original and original.root else ()) | AMBIGUOUS
    for page in pages:
        yield from page.problems
        for name, piece in page.root.parts.items() if page.root else ():
            if name not in known and page.name != SIGNS:
                yield _unknown(page, piece, name, known)
            elif name in GROUPS:
                yield from _group_problems(page, name, piece)
            elif name == SHORTS:
                yield from _short_problems(page, piece)
            elif piece.value is not UNREAD and not _is_list(piece):
                yield _no_list(page, piece, name)


def _group_problems(page: Page, name: str, piece: Piece) -> Iterator[Problem]:
    for each, listed in piece.parts.items():
        if each not in GROUPS[name]:
            yield _unknown(page, listed, each, GROUPS[name])
        elif not _is_list(listed):
            yield _no_list(page, listed, f"{name} {each}")
    if not piece.parts:
        yield Problem(page.file, piece.line, f"{name} has no names with words", "write it as in en.yaml")


def _short_problems(page: Page, piece: Piece) -> Iterator[Problem]:
    for short, long in piece.parts.items():
        if not (long.text or "").strip():
            yield Problem(page.file, long.line, f"{short} stands for nothing", 'write what it is short for: "que"')


def _is_list(piece: Piece) -> bool:
    """Words in a list; one that could not be read is told already."""
    return bool(piece.items()) and all(each.value is UNREAD or (each.text or "").strip() for each in piece.items())


def _no_list(page: Page, piece: Piece, name: str) -> Problem:
    return Problem(page.file, piece.line, f"{name} is no list of words", 'write ["one", "two"], each in quotes')


def _unknown(page: Page, piece: Piece, name: str, known: frozenset[str]) -> Problem:
    guess = nearest(name, sorted(known))
    fix = f"did you mean {guess}?" if guess else "use a name of en.yaml"
    return Problem(page.file, piece.line, f"nothing is called {name}", fix)


def _example_problems(folder: Path) -> Iterator[Problem]:
    first: dict[tuple[str, str], Example] = {}
    for each in examples(folder):
        if each.meaning not in MEANINGS:
            if each.line == 1:
                yield Problem(each.file, 1, f"nothing means {each.meaning}", "name the file like one that is there")
            continue
        if not each.text.strip():
            yield Problem(each.file, each.line, "the line is empty", "take it out")
            continue
        earlier = first.setdefault((each.language, folded(each.text) or each.text), each)
        if earlier.meaning != each.meaning:
            said = f"the same words mean {earlier.meaning} in {earlier.file}:{earlier.line}"
            yield Problem(each.file, each.line, said, "take one of the two out")
