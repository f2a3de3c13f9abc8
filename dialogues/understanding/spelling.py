"""Abbreviations, drawn-out letters and typing errors: each word as it was meant, if that is beyond doubt."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogues.understanding.meanings import Meanings, meanings_for

SHORTEST_MENDED = 5
"""Letters of a word that may hold an error; shorter words are too close to each other."""
LONG = 8
"""From this length on a word may hold two errors."""

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1+")


def mended(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The words with abbreviations written out and errors mended."""
    return tuple(each for word in words for each in _meant(word, language))


@lru_cache(maxsize=8192)
def _meant(word: str, language: str) -> tuple[str, ...]:
    known = meanings_for(language)
    if word in known.abbreviations:
        return known.abbreviations[word]
    if word in known.vocabulary or not word.isalpha():
        return (word,)
    for shorter in (_DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word), _DOUBLED.sub(r"\1", word)):
        if shorter in known.vocabulary:
            return (shorter,)
        if shorter in known.abbreviations:
            return known.abbreviations[shorter]
    return (_nearest(word, known) or word,)


def _nearest(word: str, known: Meanings) -> str | None:
    """The one word that differs by a slip of the finger; None if there is none, or more than one."""
    if not SHORTEST_MENDED <= len(word) <= 20:
        return None
    most = 2 if len(word) >= LONG else 1
    near = _by_beginning(known.targets).get(word[0], ())
    close = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=None)
    best = [each for each, distance, _ in close if distance == close[0][1]]
    longest = [each for each in best if len(each) == max(map(len, best))]
    # A letter is left out more often than one too many is typed.
    return longest[0] if len(longest) == 1 else None


@lru_cache(maxsize=16)
def _by_beginning(targets: frozenset[str]) -> dict[str, tuple[str, ...]]:
    sorted_targets = sorted(each for each in targets if len(each) >= SHORTEST_MENDED - 1)
    return {
        first: tuple(each for each in sorted_targets if each[0] == first) for first in {t[0] for t in sorted_targets}
    }
