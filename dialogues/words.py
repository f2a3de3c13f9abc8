"""Reads the wording and the phrases of a language; every mistake in them becomes a problem with file and line."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError

from dialogues.commands import NAMES
from dialogues.sentences import environment
from rubric.model import Rating
from rubric.pages.pieces import Page, plain
from rubric.pages.reading import read_page
from rubric.problems import ContentError, Problem

HERE = Path(__file__).parent
WORDING = HERE / "wording"
PHRASES = HERE / "phrases"

LONGEST_LABEL = 28
"""Characters of a button that a phone shows whole."""
ANSWERS = frozenset({*Rating, "yes", "agree", "done"})
"""Names in the phrases that mean a button of the present question; all others are commands."""

Finder = Callable[[Page], Iterator[Problem]]

_TEMPLATE = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
_TAG = re.compile(r"<(?!/?[bi]>|a href=\"[^\"<>]*\">|/a>)[^>]*>?")


def languages() -> tuple[str, ...]:
    """The languages that have a wording."""
    return tuple(sorted(folder.name for folder in WORDING.iterdir() if folder.is_dir()))


def read_wording(language: str) -> dict[str, str]:
    """All sentences of a language: a sentence's key is its file's name, a dot, and its key there.

    Raises ContentError with every problem.
    """
    pages = list(_pages(language))
    _raise(pages, _sentence_problems)
    return {
        f"{page.name}.{key}": text for page in pages for key, text in _values(page).items() if isinstance(text, str)
    }


def read_phrases(language: str) -> dict[str, tuple[str, ...]]:
    """What people type, by the name of what they mean. Raises ContentError with every problem."""
    page = _phrases(language)
    _raise([page], _phrase_problems)
    return {name: tuple(map(str, said)) for name, said in _values(page).items() if isinstance(said, list)}


def find_wording_problems() -> tuple[Problem, ...]:
    """Every mistake in the wordings and phrases of all languages, by file and line."""
    found = [
        problem
        for language in languages()
        for problem in (
            *_problems(_pages(language), _sentence_problems),
            *_problems([_phrases(language)], _phrase_problems),
        )
    ]
    return tuple(sorted(found))


def _pages(language: str) -> Iterator[Page]:
    for path in sorted((WORDING / language).glob("*.yaml")):
        yield read_page(path, str(path.relative_to(HERE.parent)))


def _phrases(language: str) -> Page:
    path = PHRASES / f"{language}.yaml"
    return read_page(path, str(path.relative_to(HERE.parent)))


def _values(page: Page) -> Mapping[str, object]:
    values = plain(page.root) if page.root else {}
    return values if isinstance(values, dict) else {}


def _raise(pages: Iterable[Page], finder: Finder) -> None:
    found = _problems(pages, finder)
    if found:
        raise ContentError(tuple(found))


def _problems(pages: Iterable[Page], finder: Finder) -> list[Problem]:
    return [problem for page in pages for problem in (*page.problems, *finder(page))]


def _sentence_problems(page: Page) -> Iterator[Problem]:
    for key, piece in page.root.parts.items() if page.root else ():
        if piece.text is None or not piece.text.strip():
            yield Problem(page.file, piece.line, f"{key} has no text", "write a sentence, in double quotes")
            continue
        yield from (Problem(page.file, piece.line, what, fix) for what, fix in _mistakes(page.name, key, piece.text))


def _mistakes(room: str, key: str, text: str) -> Iterator[tuple[str, str]]:
    try:
        environment(autoescape=True).from_string(text)
    except TemplateSyntaxError as error:
        yield f"{key} has a broken placeholder ({error.message})", "write it as in the English file: {{ name }}"
    tag = _TAG.search(_TEMPLATE.sub("", text))
    if tag:
        yield f"{key} holds {tag[0]}", 'use only <b>, <i> and <a href="…">'
    if room == "labels" and len(_TEMPLATE.sub("", text)) > LONGEST_LABEL:
        yield f"{key} is longer than {LONGEST_LABEL} characters", "shorten it: a phone cuts long buttons"


def _phrase_problems(page: Page) -> Iterator[Problem]:
    for name, piece in page.root.parts.items() if page.root else ():
        if name not in ANSWERS | NAMES:
            yield Problem(page.file, piece.line, f"nothing is called {name}", "use a name of the English file")
        if not piece.items() or any(each.text is None for each in piece.items()):
            yield Problem(page.file, piece.line, f"{name} is no list of words", 'write ["one", "two"], each in quotes')
