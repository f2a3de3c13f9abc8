"""Shares and marks: `80 %`, `4 de 5`, `half of them`. Arithmetic that no example can teach."""

from itertools import pairwise

from dialogues.understanding.sentence import Sentence

MOST = 60
"""Percent from which on a share is *mostly* rather than *in places*."""
HALF, MOST_SHARE = 50.0, 75.0

COUNTED = (
    ("un", "uno", "una", "one", "um", "uma"),
    ("dos", "two", "dois", "duas"),
    ("tres", "three"),
    ("cuatro", "four", "quatro"),
    ("cinco", "five"),
    ("seis", "six"),
    ("siete", "seven", "sete"),
    ("ocho", "eight", "oito"),
    ("nueve", "nine", "nove"),
    ("diez", "ten", "dez"),
)
COUNTS = {word: number for number, words in enumerate(COUNTED, 1) for word in words}
"""Words for numbers, from one to ten."""


def share_in(sentence: Sentence) -> float | None:
    """The share that a message names, in percent; None if it names none."""
    if "most_share" in sentence.tags:
        return MOST_SHARE
    if "half" in sentence.tags:
        return HALF
    spans = sentence.spans
    numbers = [(at, _number(each.words[0])) for at, each in enumerate(spans) if each.tag in {"digits", "count"}]
    for at, number in numbers:
        if number is not None and at + 1 < len(spans) and spans[at + 1].tag == "percent":
            return number
    pairs = [(a, b) for (i, a), (j, b) in pairwise(numbers) if j - i <= 2 and a is not None and b]
    return next((100 * a / b for a, b in pairs if a <= b), None)


def rated_by(share: float) -> tuple[str, str]:
    """The rating that a share comes nearest to, and the next best."""
    if share >= MOST:
        return "mostly", "fully" if share >= 95 else "partly"
    return "partly", "mostly" if share >= 40 else "no"


def _number(word: str) -> float | None:
    return float(word[:6]) if word.isdecimal() else COUNTS.get(word)
