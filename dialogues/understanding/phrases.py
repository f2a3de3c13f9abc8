"""Phrases that stand for a button or a command as they are, from `dialogues/phrases`."""

from collections.abc import Mapping, Sequence

from dialogues.cleaning import folded
from dialogues.understanding.meanings import Lexicon

LONGEST_PHRASE = 6
"""Words of a phrase among others."""


class Phrases:
    """What people type for a name (`fully`, `back`, `yes`), in one language."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        for name, said in phrases.items():
            for phrase in said:
                self._names[folded(phrase)] = (*self._names.get(folded(phrase), ()), name)
        # A mark without letters folds to nothing, and nothing means nothing.
        self._names.pop("", None)

    def names_of(self, text: str) -> tuple[str, ...]:
        """Every name that the phrase may stand for: `yes` is a rating here and a consent there."""
        return self._names.get(folded(text), ())

    def make_up(self, text: str, name: str, idle: Lexicon) -> bool:
        """Whether a text is made up of phrases for `name`, at least one, and of idle words: `okay, let's go then`."""
        words, found, start = tuple(folded(text).split()), False, 0
        while start < len(words):
            ends = range(min(len(words), start + LONGEST_PHRASE), start, -1)
            end = next((each for each in ends if name in self.names_of(" ".join(words[start:each]))), None)
            found = found or end is not None
            beside = idle.at(words, start)
            if end is None and beside is None:
                return False
            start = end or (beside[1] if beside else start)
        return found
