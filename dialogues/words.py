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
"""The folder that holds `wording` and `phrases`; tests have others."""
ORIGINAL = "en"
"""The language in which everything is written first."""
DIGESTS = "digests.yaml"
NAME = "labels.this_language"
"""The sentence in which a language names itself. A language is offered to people as soon as that is written."""

LONGEST_LABEL = 28
"""Characters of a button that a phone shows whole."""
ANSWERS = frozenset({*Rating, "yes", "agree", "done"})
"""Names in the phrases that mean a button of the present question; all others are commands."""

Finder = Callable[[Page], Iterator[Problem]]

_TEMPLATE = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
_TAG = re.compile(r"<(?!/?[bi]>|a href=\"[^\"<>]*\">|/a>)[^>]*>?")


def languages(root: Path = HERE) -> tuple[str, ...]:
    """The languages that have a wording."""
    return tuple(sorted(folder.name for folder in (root / "wording").iterdir() if folder.is_dir()))


def read_wording(language: str, root: Path = HERE) -> dict[str, str]:
    """All sentences of a language: a sentence's key is its file's name, a dot, and its key there.

    Raises ContentError with every problem of the original. Of a translation what cannot be used is left out.
    """
    pages = wording_pages(language, root)
    if language == ORIGINAL:
        _raise(pages, _original_problems)
    spoiled = {(each.file, each.line) for each in _problems(pages, _sentence_problems)}
    return {
        f"{page.name}.{key}": piece.text
        for page in pages
        for key, piece in (page.root.parts.items() if page.root else ())
        if piece.text and piece.text.strip() and (page.file, piece.line) not in spoiled
    }


def read_phrases(language: str, root: Path = HERE) -> dict[str, tuple[str, ...]]:
    """What people type, by the name of what they mean.

    Raises ContentError with every problem of the original. Of another language what cannot be used is left out.
    """
    page = phrases_page(language, root)
    if language == ORIGINAL:
        _raise([page], _phrase_problems)
    return {name: tuple(map(str, said)) for name, said in _values(page).items() if isinstance(said, list)}


def page_problems(language: str, root: Path = HERE) -> list[Problem]:
    """Every mistake in the wording and the phrases of one language, by themselves."""
    finder = _original_problems if language == ORIGINAL else _sentence_problems
    return [
        *_problems(wording_pages(language, root), finder),
        *_problems([phrases_page(language, root)], _phrase_problems),
    ]


def wording_pages(language: str, root: Path = HERE) -> tuple[Page, ...]:
    """The rooms of a language, as they are written."""
    paths = sorted((root / "wording" / language).glob("*.yaml"))
    return tuple(read_page(path, path.relative_to(root.parent).as_posix()) for path in paths if path.name != DIGESTS)


def phrases_page(language: str, root: Path = HERE) -> Page:
    """What people type in a language, as it is written."""
    path = root / "phrases" / f"{language}.yaml"
    return read_page(path, path.relative_to(root.parent).as_posix())


def _values(page: Page) -> Mapping[str, object]:
    values = plain(page.root) if page.root else {}
    return values if isinstance(values, dict) else {}


def _raise(pages: Iterable[Page], finder: Finder) -> None:
    found = _problems(pages, finder)
    if found:
        raise ContentError(tuple(found))


def _problems(pages: Iterable[Page], finder: Finder) -> list[Problem]:
    return [problem for page in pages for problem in (*page.problems, *finder(page))]


def _original_problems(page: Page) -> Iterator[Problem]:
    """In the original every key has its sentence; in a translation that is told beside the original."""
    for key, piece in page.root.parts.items() if page.root else ():
        if piece.text is None or not piece.text.strip():
            yield Problem(page.file, piece.line, f"{key} has no text", "write a sentence, in double quotes")
    yield from _sentence_problems(page)


def _sentence_problems(page: Page) -> Iterator[Problem]:
    for key, piece in page.root.parts.items() if page.root else ():
        for what, fix in _mistakes(page.name, key, piece.text or ""):
            yield Problem(page.file, piece.line, what, fix)


def _mistakes(room: str, key: str, text: str) -> Iterator[tuple[str, str]]:
    try:
        # Compiling is the dear part of it, and waits until a sentence is said.
        if "{" in text:
            environment(autoescape=True).parse(text)
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
