"""The translations beside the pages: one folder a language, and in it the words of each page."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from rubric.pages.comparing import Marks, Pair, address, comparison, digest, named, translated
from rubric.pages.overlay import Leaf, Tree, Way, words_of
from rubric.pages.pieces import Page, Piece
from rubric.pages.reading import read_page
from rubric.pages.texts import limit_of, mistakes_in
from rubric.problems import Problem, guess, problem

FOLDER = "translations"
DIGESTS = "digests.yaml"

TWINS = ("label", "short", "text")
"""Texts of neighbours that people choose among: no two may read the same."""

Overlay: TypeAlias = Mapping[str, Page]
"""The pages of one language, by the file of the English page that they are about."""

Kinds: TypeAlias = Sequence[tuple[Page, Any]]
"""Each English page with its type."""


def translated_into(folder: Path) -> tuple[str, ...]:
    """The languages into which the pages of a content folder are translated."""
    home = folder / FOLDER
    found = sorted(home.iterdir()) if home.is_dir() else []
    return tuple(each.name for each in found if each.is_dir() and not each.name.startswith("."))


def read_overlay(folder: Path, language: str) -> Overlay:
    """All words of a language. Never raises for what stands in the files."""
    home = folder / FOLDER / language
    files = sorted(path for path in home.rglob("*.yaml") if path.is_file() and path.name != DIGESTS)
    names = [(path, path.relative_to(home).as_posix()) for path in files]
    return {name: read_page(path, f"{FOLDER}/{language}/{name}") for path, name in names}


def overlay_problems(folder: Path, language: str, kinds: Kinds) -> Iterator[Problem]:
    """Every mistake in the words of a language, beside English pages that have none."""
    overlay = read_overlay(folder, language)
    marks = read_marks(folder / FOLDER / language / DIGESTS)
    known = [page.file for page, _ in kinds]
    for file, over in overlay.items():
        yield from over.problems
        if file not in known:
            words = {"guess": guess(file, known), "known": "the names of the English pages"}
            yield problem(over.file, 1, "file.unknown", **words)
    for pair in _pairs(overlay, language, kinds):
        if pair.english in overlay:
            yield from comparison(pair, marks.get(pair.english, {}), _text)
            yield from _twins(pair)
        else:
            yield problem(pair.over.file, 1, "translation.page", english=pair.english)


def marks_of(folder: Path, language: str, kinds: Kinds) -> Mapping[str, Marks]:
    """By page, the digest of the English text behind each text that is translated now."""
    pairs = _pairs(read_overlay(folder, language), language, kinds)
    return {pair.english: fresh_marks(pair) for pair in pairs}


def fresh_marks(pair: Pair) -> Marks:
    """The digests of the English texts of a page that have words in the translation."""
    return {address(way): digest(leaf.piece.text or "") for way, leaf, _ in translated(pair)}


def read_marks(path: Path) -> Mapping[str, Marks]:
    """The digests as they were written; none if the file is missing or spoiled: then every text is unmarked."""
    root = read_page(path, path.name).root if path.is_file() else None
    pages = root.parts.items() if root else ()
    return {file: {name: each.text or each.written for name, each in page.parts.items()} for file, page in pages}


def words_by_page(kinds: Kinds) -> Mapping[str, Tree]:
    """The words of each English page, as an overlay would hold them."""
    return {page.file: words_of(page.root, kind) for page, kind in kinds if page.root}


def _pairs(overlay: Overlay, language: str, kinds: Kinds) -> Iterator[Pair]:
    for page, kind in kinds:
        tree = words_of(page.root, kind) if page.root else None
        if page.root and tree:
            nothing = Page(f"{FOLDER}/{language}/{page.file}", page.name, None)
            yield Pair(overlay.get(page.file, nothing), page.file, page.root, tree, language)


def _text(pair: Pair, way: Way, leaf: Leaf, words: Piece) -> Iterator[Problem]:
    """The rules for every single text hold in every language."""
    keys = tuple(step for step in way if "." not in step and not step.isdecimal())
    most = min(leaf.most or limit_of(pair.english, keys), limit_of(pair.english, keys))
    for kind, more in mistakes_in(words.text or "", most):
        yield problem(pair.over.file, words.line, kind, **{"name": named(way), **more})


def _twins(pair: Pair) -> Iterator[Problem]:
    """Neighbours that people could not tell apart in this language."""
    first: dict[tuple[Way, str, str], tuple[int, str]] = {}
    for way, leaf, words in translated(pair):
        if len(way) < len(TWINS) or way[-1] not in TWINS:
            continue
        key = (way[:-2], way[-1], " ".join((words.text or "").lower().split()))
        line, english = first.setdefault(key, (words.line, leaf.piece.text or ""))
        if english != leaf.piece.text:
            yield problem(pair.over.file, words.line, "text.twin", name=named(way), other=f"the one in line {line}")
