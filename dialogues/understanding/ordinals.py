"""Numbers that choose: `the third`, `opción 2`, `a 2 ou a 3`. A number of anything else is none."""

from dialogues.understanding.meanings import meanings_for
from dialogues.understanding.sentence import Sentence
from dialogues.understanding.spans import Span, spans_of

AROUND = frozenset({"light", "here", "soft", "hedge"})


def chosen_numbers(sentence: Sentence) -> tuple[tuple[int, ...], bool]:
    """The numbers of the buttons that a message names and nothing else, and whether it leaves them open."""
    known = meanings_for(sentence.language)
    spans = _option_spans(sentence.said, sentence.language)
    numbers = [int(each.tag.partition(".")[2]) for each in spans if "." in each.tag]
    ordinals = [int(each.tag.partition(".")[2]) for each in spans if each.tag.startswith("ordinal")]
    numbers = ordinals or numbers
    rest = tuple(word for each in spans if each.tag == "x" for word in each.words)
    idle = bool(known.idle.covering(rest)) or all(
        each.tag in AROUND or each.words[0] in _POLITE for each in spans_of(rest, known)
    )
    if not numbers or not idle or len(numbers) > 2 or _is_share(spans, numbers):
        return (), False
    named = any(each.tag == "option" for each in spans) or len(spans) == len(numbers) or len(numbers) == 2
    plain_word = all(
        each.tag.startswith("number") and not each.words[0].isdecimal() for each in spans if "." in each.tag
    )
    if not named and plain_word and numbers == [1]:
        return (), False
    return tuple(numbers), len(numbers) > 1 or sentence.asks


def _is_share(spans: list[Span], numbers: list[int]) -> bool:
    """4 of 5 and 8/10 are shares; 2-3, 2 or 3 are choices."""
    if len(numbers) < 2 or any(each.tag == "or" for each in spans):
        return False
    return bool(_OF & {word for each in spans for word in each.words}) or numbers[0] + 1 != numbers[1] or numbers[1] > 4


_OF = frozenset({"de", "of", "out", "em", "sobre", "en", "%"})
_POLITE = frozenset(
    "y e and por favor please porfavor la el a o the one me quedo con fico elijo escolho choose pick i my ".split()  # noqa: SIM905 - words read better as words
)


def _option_spans(words: tuple[str, ...], language: str) -> list[Span]:
    """Numbers and what goes with them. In a longer phrase of small talk, `one second please`, there is no number."""
    known = meanings_for(language)
    spans: list[Span] = []
    start = 0
    while start < len(words):
        plain = f"number.{int(words[start][:4])}" if words[start].isdecimal() else "x"
        tag, end = known.options.at(words, start) or (plain, start + 1)
        talk = known.chat.at(words, start)
        if talk and talk[1] > end:
            tag, end = talk
        spans.append(Span(tag, words[start:end]))
        start = end
    return spans
