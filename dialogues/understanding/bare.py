"""A yes or a no that says nothing else."""

from dialogues.understanding.reading import Reading
from dialogues.understanding.sentence import Sentence

YES, NO = frozenset({"yes", "fully"}), frozenset({"not", "nope", "x"})
"""The spans of which they consist; small talk beside a no changes nothing."""


def agrees(sentence: Sentence, reading: Reading) -> bool:
    """Whether all that is said is yes."""
    return reading.outcome == "sure" and reading.values == ("fully",) and set(sentence.tags) <= YES


def declines(sentence: Sentence, reading: Reading) -> bool:
    """Whether all that is said is no."""
    return reading.outcome == "sure" and reading.values == ("no",) and set(sentence.tags) <= NO
