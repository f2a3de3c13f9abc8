"""What a sentence is judged by: its words and their neighbours, its spans of meaning, and pieces of words.

A trait is a short name; which traits speak for which outcome is learned from the examples (`learning.py`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dialogues.understanding.sentence import Sentence
from dialogues.understanding.shares import rated_by, share_in

SHORTEST_IN_PIECES = 4
"""Letters of a word that is also judged by its pieces, so that a slip of the finger leaves something to go by."""
PIECES = (3, 4, 5)
FIRST_WORDS = 3
READABLE = {"w": "{}", "h": "{}", "t": "[{}]", "o": "[{}]", "p": "[{}]", "b": "[{}]"}
"""How kinds of traits are shown: those of words, and those of meanings."""
EDGES = frozenset("<>_")
"""Stand for the beginning, the end, and one word left out."""
NUMBER = "#"
"""Stands for any number: which one it is decides nothing, but for a few."""
TELLING_NUMBERS = frozenset({"0", "100"})
MOST_IN_A_PATTERN = 6
"""Spans of a whole sentence that are a trait together."""


def traits_of(sentence: Sentence) -> tuple[str, ...]:
    """The traits of a sentence, each once."""
    return tuple(dict.fromkeys((*_of_words(sentence.typed), *_of_tags(sentence.tags), *_of_size(sentence))))


def readable(trait: str) -> str:
    """A trait as those see it who ask why: words as they are, meanings in brackets; nothing for all others."""
    kind, _, what = trait.partition(" ")
    plain = " ".join(each for each in what.split() if each not in EDGES)
    return READABLE.get(kind, "").format(plain)


def _of_words(typed: Sequence[str]) -> Iterator[str]:
    words = tuple(NUMBER if each.isdecimal() and each not in TELLING_NUMBERS else each for each in typed)
    yield from _neighbours("w", words)
    yield from (f"h {each}" for each in words[:FIRST_WORDS])
    for word in words:
        if len(word) >= SHORTEST_IN_PIECES and word.isalpha():
            whole = f"^{word}$"
            yield from (f"c {whole[at : at + size]}" for size in PIECES for at in range(len(whole) - size + 1))


def _of_tags(tags: Sequence[str]) -> Iterator[str]:
    yield from _neighbours("t", tags)
    known = tuple(each for each in tags if each != "x")
    yield f"o {' '.join(known[:MOST_IN_A_PATTERN])}"
    if len(tags) <= MOST_IN_A_PATTERN:
        yield f"p {' '.join(tags)}"
    kinds = tuple(dict.fromkeys(known))
    yield from (f"b {one} {other}" for at, one in enumerate(kinds) for other in kinds[at + 1 :])


def _neighbours(kind: str, items: Sequence[str]) -> Iterator[str]:
    """Each item, each with its next, its next two, and the one after the next."""
    edged = ("<", *items, ">")
    yield from (f"{kind} {each}" for each in items)
    yield from (f"{kind} {one} {two}" for one, two in pairwise(edged))
    yield from (f"{kind} {one} {two} {three}" for one, two, three in zip(edged, edged[1:], edged[2:], strict=False))
    yield from (f"{kind} {one} _ {two}" for one, two in zip(edged, edged[2:], strict=False))


def _of_size(sentence: Sentence) -> Iterator[str]:
    yield f"n {len(sentence.typed).bit_length()} {sentence.asks}"
    share = share_in(sentence)
    if share is not None:
        yield f"s {rated_by(share)[0]} {share in {0, 100}}"
