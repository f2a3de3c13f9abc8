"""A message as words and as spans of meaning."""

from functools import cached_property

from dialogues.understanding.folding import words_of
from dialogues.understanding.meanings import meanings_for
from dialogues.understanding.spans import SILENT, Span, spans_of
from dialogues.understanding.spelling import mended

MOST_WORDS = 60
"""Words that are read. A longer message may say something else at its end: nothing in it is taken for sure."""
MORE_THAN_AN_ANSWER = frozenset(
    {"x", "office", "topic", "missing", "plan", "working", "people", "gov", "digits", "because", "but"}
)
"""Spans that make a sentence worth keeping beside its answer."""


class Sentence:
    """What a message says. `words` are all of them, mended; `said` leaves the question mark out."""

    def __init__(self, text: str, language: str) -> None:
        known = meanings_for(language)
        self.language = language
        typed = words_of(text, known.signs)
        self.is_long = len(typed) > MOST_WORDS
        self.typed = typed[:MOST_WORDS]
        self.words = mended(self.typed, language)
        self.asks = "?" in self.words
        self.said = tuple(each for each in self.words if each != "?")

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return spans_of(self.said, meanings_for(self.language))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """What the spans stand for, in order, without those that say nothing themselves."""
        return tuple(each.tag for each in self.spans if each.tag not in SILENT)

    @cached_property
    def reason(self) -> bool:
        """Whether the sentence says more than its answer, so that it is worth keeping."""
        return len(self.words) > 2 and not MORE_THAN_AN_ANSWER.isdisjoint(self.tags)
