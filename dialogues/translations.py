"""The wording of each language beside the English one: what is lacking, unknown, left in English or out of date."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogues.words import DIGESTS, HERE, LONGEST_LABEL, NAME, ORIGINAL, languages, page_problems, wording_pages
from rubric.pages.comparing import Marks, Pair, comparison, named
from rubric.pages.overlay import Leaf, Tree, Way
from rubric.pages.pieces import Page, Piece
from rubric.pages.translations import fresh_marks, read_marks, translated_into
from rubric.problems import Problem, problem

_NAME = re.compile(r"[a-z_][\w.]*")
_STRUCTURE = re.compile(r"{%-?\s*(?:if|elif|for \w+(?:, \w+)* in)\s+(.*?)-?%}", re.DOTALL)
_PLACEHOLDER = re.compile(r"{{-?\s*(.*?)-?}}", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FILTER = re.compile(r"\|\s*\w+(?:\([^)]*\))?")
_KEYWORDS = frozenset({"and", "or", "not", "in", "is", "else", "if", "loop", "true", "false", "none", "defined"})


def find_wording_problems(content: Path | None = None, root: Path = HERE) -> tuple[Problem, ...]:
    """Every mistake in the wordings and phrases of all languages, by file and line.

    With `content` also the languages that have only a wording, or only a translated rubric.
    """
    known = languages(root)
    found = [
        *(each for language in known for each in page_problems(language, root)),
        *(each for language in known if language != ORIGINAL for each in _compared(language, root)),
        *(_halves(content, root) if content else ()),
    ]
    return tuple(sorted(set(found)))


def marks_of_wording(language: str, root: Path = HERE) -> Mapping[str, Marks]:
    """By room, the digest of the English sentence behind each sentence that is translated now."""
    return {f"{pair.over.name}.yaml": fresh_marks(pair) for pair in _pairs(language, root)}


def english_sentences(root: Path = HERE) -> Mapping[str, Tree]:
    """By room, the sentences that a wording has to hold."""
    return {pair.english.rpartition("/")[2]: pair.tree for pair in _pairs(ORIGINAL, root)}


def digests_path(language: str, root: Path = HERE) -> Path:
    """Where the digests of a language's wording stand."""
    return root / "wording" / language / DIGESTS


def _compared(language: str, root: Path) -> Iterator[Problem]:
    marks = read_marks(digests_path(language, root))
    rooms = {page.name for page in wording_pages(ORIGINAL, root)}
    for page in wording_pages(language, root):
        if page.name not in rooms:
            known = ", ".join(f"{each}.yaml" for each in sorted(rooms))
            yield problem(page.file, 1, "file.unknown", guess="", known=known)
    for pair in _pairs(language, root):
        if pair.over.root is None and not pair.over.problems:
            yield problem(pair.over.file, 1, "translation.page", english=pair.english)
        yield from comparison(pair, marks.get(f"{pair.over.name}.yaml", {}), _sentence)


def _pairs(language: str, root: Path) -> Iterator[Pair]:
    """Each English room with the translated one."""
    translated = {page.name: page for page in wording_pages(language, root)}
    for page in wording_pages(ORIGINAL, root):
        if page.root:
            most = LONGEST_LABEL if page.name == "labels" else None
            file = page.file.replace(f"/{ORIGINAL}/", f"/{language}/")
            tree = {key: Leaf(piece, most) for key, piece in page.root.parts.items() if piece.text}
            yield Pair(
                translated.get(page.name, Page(file, page.name, None)), page.file, page.root, dict(tree), language
            )


def _sentence(pair: Pair, way: Way, leaf: Leaf, words: Piece) -> Iterator[Problem]:
    """A sentence fills in what the English one does, wherever that stands in it."""
    ours, theirs = _filled_in(words.text or ""), _filled_in(leaf.piece.text or "")
    if ours != theirs:
        lacking = ", ".join(sorted(theirs - ours))
        strange = ", ".join(sorted(ours - theirs))
        parts = [f"lacking: {lacking}"] * bool(lacking) + [f"unknown: {strange}"] * bool(strange)
        said = {"name": named(way), "difference": "; ".join(parts)}
        yield problem(pair.over.file, words.line, "translation.placeholders", **said)


def _filled_in(text: str) -> frozenset[str]:
    """The names that a template reads: of its placeholders, and of what its statements go by."""
    read = [*_PLACEHOLDER.findall(text), *_STRUCTURE.findall(text)]
    bare = [_FILTER.sub("", _QUOTED.sub("", each)) for each in read]
    names = {name for each in bare for name in _NAME.findall(each)}
    return frozenset(name for name in names if name.partition(".")[0] not in _KEYWORDS) | _web_names(text)


def _web_names(text: str) -> frozenset[str]:
    """What the widget fills in itself, in single braces."""
    return frozenset(f"{{{each}}}" for each in re.findall(r"(?<!{){(\w+)}(?!})", text))


def _halves(content: Path, root: Path) -> Iterator[Problem]:
    """Languages that nobody is offered, because half of them is missing."""
    worded, laid = set(languages(root)) - {ORIGINAL}, set(translated_into(content))
    for language in sorted(laid - worded):
        yield problem(f"translations/{language}", 1, "translation.wordless", language=language)
    for language in sorted(worded - laid):
        where = f"{root.name}/wording/{language}"
        yield problem(where, 1, "translation.rubricless", language=language)
    for language in sorted(worded):
        labels = next((page for page in wording_pages(language, root) if page.name == NAME.partition(".")[0]), None)
        piece = labels.root.get(NAME.partition(".")[2]) if labels and labels.root else None
        if piece is None or not (piece.text or "").strip():
            file = labels.file if labels else f"{root.name}/wording/{language}/labels.yaml"
            yield problem(file, piece.line if piece else 1, "translation.nameless")
