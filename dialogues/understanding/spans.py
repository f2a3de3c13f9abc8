"""Spans of meaning: the words of a message cut into phrases, each with what it stands for."""

from typing import NamedTuple

from dialogues.understanding.meanings import Meanings

UNKNOWN_WORD = "x"
SILENT = frozenset({"light", "here"})
"""Spans that hold a sentence together and say nothing themselves."""


class Span(NamedTuple):
    tag: str
    words: tuple[str, ...]


def spans_of(words: tuple[str, ...], known: Meanings) -> tuple[Span, ...]:
    """Every word in one span; the longest phrase at each place. What no table knows is `x`, a number `digits`."""
    spans: list[Span] = []
    start = 0
    while start < len(words):
        found = known.sentence.at(words, start)
        tag, end = found or (("digits" if words[start].isdecimal() else UNKNOWN_WORD), start + 1)
        spans.append(Span(tag, words[start:end]))
        start = end
    return tuple(spans)
