"""A translated page beside its English one: what is lacking, unknown, left in English, or out of date."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from rubric.pages.overlay import Leaf, Tree, Way, at, leaves, name_of
from rubric.pages.pieces import UNREAD, Page, Piece
from rubric.pages.shapes import found_in
from rubric.problems import Problem, guess, nearest, problem, shown

Marks: TypeAlias = Mapping[str, str]
"""The digest of each English text at the time when it was translated, by the address of the text."""

DIGEST_LETTERS = 10

LONGEST_NAME = 6
"""Words of a proper name, such as "São Bernardo do Campo"."""
PARTICLE = 3
"""Letters of a small word that may stand within a name."""

_FILLED_IN = re.compile(r"{[{%].*?[%}]}|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Pair(NamedTuple):
    """A translated page and the English one: its file, its root, its words."""

    over: Page
    english: str
    root: Piece
    tree: Tree
    language: str


Rule: TypeAlias = Callable[[Pair, Way, Leaf, Piece], Iterator[Problem]]
"""What may be wrong with one translated text: where it stands, the English text, the words."""


def comparison(pair: Pair, marks: Marks, rule: Rule) -> Iterator[Problem]:
    """Every difference that is a mistake. `rule` looks at each single text."""
    if pair.over.root is None:
        return
    yield from _branch(pair, (), pair.tree, pair.root, pair.over.root)
    unmarked: list[tuple[int, str]] = []
    for way, leaf, words in translated(pair):
        yield from rule(pair, way, leaf, words)
        if left_in_english(words.text or "", leaf.piece.text or ""):
            yield _say(pair, words, "translation.english", way)
        marked = marks.get(address(way))
        if marked is None:
            unmarked.append((words.line, named(way)))
        elif marked != digest(leaf.piece.text or ""):
            yield _say(pair, words, "translation.stale", way, language=pair.language)
    if unmarked:
        line, name = min(unmarked)
        said = {"name": name, "count": len(unmarked), "language": pair.language}
        yield problem(pair.over.file, line, "translation.unmarked", **said)


def translated(pair: Pair) -> Iterator[tuple[Way, Leaf, Piece]]:
    """Each text that has words in the translation, with those words."""
    root = pair.over.root
    for way, leaf in leaves(pair.tree) if root else ():
        words = at(root, way) if root else None
        if words and words.text and words.text.strip():
            yield way, leaf, words


def digest(text: str) -> str:
    """A short sign of a text: it changes when the words do, not when lines are broken elsewhere."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGEST_LETTERS]


def address(way: Way) -> str:
    """The name of a text among the digests."""
    return ".".join(way)


def named(way: Way) -> str:
    """What people call a text: its key, and the id or level that it belongs to."""
    keys = [step for step in way if not _is_name(step)]
    owner = next((step for step in reversed(way[:-1]) if "." in step or step.isdecimal()), None)
    name = keys[-1] if keys and not way[-1].isdecimal() else f"item {way[-1]} of {keys[-1] if keys else 'the page'}"
    if "." in way[-1]:
        return way[-1]
    return f"{name} ({owner})" if owner and owner != way[-1] else name


def left_in_english(words: str, english: str) -> bool:
    """Whether nobody translated a sentence. A single word and a proper name may be the same in two languages."""
    if " ".join(words.split()) != " ".join(english.split()):
        return False
    spoken = _WORD.findall(_FILLED_IN.sub(" ", words))
    is_name = len(spoken) <= LONGEST_NAME and all(each[0].isupper() or len(each) <= PARTICLE for each in spoken)
    return len(spoken) > 1 and not is_name


def _branch(pair: Pair, way: Way, tree: Tree, english: Piece, words: Piece) -> Iterator[Problem]:
    if words.value is UNREAD:
        return
    if isinstance(tree, Leaf):
        if words.text is None:
            yield _say(pair, words, "type.words", way, found=found_in(words))
        elif not words.text.strip():
            yield _say(pair, words, "translation.empty", way)
    elif isinstance(tree, dict):
        yield from _group(pair, way, tree, english, words)
    else:
        yield from _list(pair, way, tree or (), english, words)


def _group(pair: Pair, way: Way, tree: Mapping[str, Tree], english: Piece, words: Piece) -> Iterator[Problem]:
    if not isinstance(words.value, dict):
        yield _say(pair, words, "type.keys", way, found=found_in(words))
        return
    yield from _keys(pair, way, tree, english, words)
    for key, each in tree.items():
        if key in words.parts:
            yield from _branch(pair, (*way, key), each, _beneath(english, key), words.parts[key])


def _keys(pair: Pair, way: Way, tree: Mapping[str, Tree], english: Piece, words: Piece) -> Iterator[Problem]:
    """Keys that are lacking, and keys that do not belong here; of a misspelt one only the latter is told."""
    lacking = [key for key in tree if key not in words.parts and key not in pair.over.spoiled.values()]
    strange = {key: each.line for key, each in words.parts.items() if key not in tree}
    misspelt = {nearest(key, lacking) for key in strange}
    for key in lacking:
        if key not in misspelt:
            yield _say(pair, words, "translation.lacking", (*way, key), key=key, english=pair.english)
    for key, line in strange.items():
        if _beneath(english, key).value is not UNREAD or key == "id":
            yield problem(pair.over.file, line, "translation.fixed", key=shown(key))
        elif pair.over.spoiled.get(line) != key:
            hint = guess(key, lacking) or guess(key, tree)
            yield problem(pair.over.file, line, "translation.unknown", key=shown(key), guess=hint)


def _list(pair: Pair, way: Way, tree: tuple[Tree, ...], english: Piece, words: Piece) -> Iterator[Problem]:
    if not isinstance(words.value, tuple):
        yield _say(pair, words, "type.list", way, found=found_in(words))
        return
    items = words.items()
    if len(items) != len(tree):
        yield _say(pair, words, "translation.items", way, count=len(items), most=len(tree))
        return
    for number, (each, item) in enumerate(zip(tree, items, strict=True), 1):
        yield from _branch(pair, (*way, str(number)), each, at(english, (str(number),)), item)


def _beneath(english: Piece, key: str) -> Piece:
    """What stands in the English page where an overlay has this key."""
    if english.parts:
        return english.get(key)
    return next((each for each in english.items() if name_of(each) == key), Piece(UNREAD, english.line))


def _is_name(step: str) -> bool:
    """Whether a step of a way is an id, a level or a position, and no key of the page's own."""
    return "." in step or step.isdecimal()


def _say(pair: Pair, words: Piece, kind: str, way: Way, **more: object) -> Problem:
    return problem(pair.over.file, words.line, kind, **{"name": named(way) if way else "the page", **more})
