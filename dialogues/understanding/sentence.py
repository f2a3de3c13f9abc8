"""A message as spans of meaning, cut to what counts: the last word after a correction, the present after the past."""

from functools import cached_property

from dialogues.understanding.composing import composed
from dialogues.understanding.folding import words_of
from dialogues.understanding.meanings import meanings_for
from dialogues.understanding.spans import SILENT, Span, spans_of
from dialogues.understanding.spelling import mended

MOST_WORDS = 40
"""Words that are read. A longer message may say something else at its end: nothing in it is taken for sure."""
CLAIMS = frozenset(
    {"yes", "not", "nope", "none", "fully", "mostly", "partly", "unknown", "somewhat", "notfully", "little", "only",
     "maybe_unknown", "each", "complete", "inplaces", "nothave", "fewdo", "somenot", "restnot", "restyes", "maybe_not"}
)  # fmt: skip
"""Spans that could be an answer."""
DEGREES = frozenset({"fully", "mostly", "partly", "each", "inplaces", "complete"})
CLOSING = frozenset(
    {"because", "but", "missing", "except", "others", "restnot", "restyes", "somenot", "plan", "working"}
)
"""Spans after which a sentence may speak of anything without touching its answer."""
NEGATORS = frozenset({"no", "nao", "not"})
OPENERS = frozenset(
    "el la los las cada uno una un aca aqui aun todavia nadie nosotros nosotras ellos "  # noqa: SIM905 - words read better as words
    "por pero porque solo salvo algunas algunos en cada estamos hace eso esa ese lo usted "
    "o a os as a gente aqui ainda ninguem nos mas porque so cada infelizmente lamentablemente "
    "estamos isso the a each we they our it that this i you he she there "
    "here im were sorry unfortunately sadly because but only every my their its ".split()
)
"""Words that begin a clause of their own after a bare "no"."""


class Sentence:
    """What a message says, seen for the rules. `tags` are its spans without silent ones, after composing."""

    def __init__(self, text: str, language: str) -> None:
        known = meanings_for(language)
        self.language = language
        said = words_of(text, known.signs)
        self.is_long = len(said) > MOST_WORDS
        self.words = mended(said[:MOST_WORDS], language)
        self.asks = "?" in self.words
        self.said = tuple(each for each in self.words if each != "?")

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        raw = spans_of(self.said, meanings_for(self.language))
        raw = _settle_ambiguous(raw, meanings_for(self.language).asking)
        raw = _last_word(_duties(raw))
        loud = tuple(_bare_no(raw, number) for number, each in enumerate(raw) if each.tag not in SILENT)
        loud = tuple(each for number, each in enumerate(loud) if each.tag != "place" or _counts(loud[number + 1 :]))
        return composed(_present(loud))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return tuple(each.tag for each in self.spans if each.tag not in {"now", "place", "yet", "fine"})

    @cached_property
    def main(self) -> tuple[str, ...]:
        """The tags up to where the answer is given and something else begins."""
        for number, tag in enumerate(self.tags):
            if tag in CLOSING and CLAIMS & set(self.tags[:number]):
                return self.tags[:number]
        return self.tags

    @cached_property
    def answer(self) -> tuple[str, ...]:
        """As the tags, without the reason."""
        for number, tag in enumerate(self.tags):
            if tag == "because" and CLAIMS & set(self.tags[:number]):
                return self.tags[:number]
        return tuple(each for each in self.tags if each != "because")

    def has(self, *tags: str) -> bool:
        """Whether the sentence, its reason left aside, holds one of the tags."""
        return any(each in self.answer for each in tags)

    def anywhere(self, *tags: str) -> bool:
        return any(each in self.tags for each in tags)

    @property
    def head(self) -> str:
        return self.tags[0] if self.tags else ""

    @cached_property
    def clean(self) -> bool:
        """Whether the answer speaks of nothing that we do not know."""
        return "x" not in self.main and "notx" not in self.main and "topic" not in self.main

    @cached_property
    def reason(self) -> bool:
        """Whether the sentence says more than its answer, so that it is worth keeping."""
        more = {"x", "office", "topic", "missing", "plan", "working", "people", "gov", "digits", "because", "but"}
        return len(self.words) > 2 and bool(more & set(self.tags))

    def words_of(self, *tags: str) -> tuple[str, ...]:
        """The words behind tags, for explaining."""
        return tuple(" ".join(each.words) for each in self.spans if each.tag in tags)


def _settle_ambiguous(spans: tuple[Span, ...], asking: frozenset[str]) -> tuple[Span, ...]:
    """`no se` is *I do not know*, unless a verb follows; the Portuguese `no` is *in the*, unless nothing follows."""
    settled = []
    for number, span in enumerate(spans):
        following = next((each.tag for each in spans[number + 1 :] if each.tag not in SILENT), "")
        after = spans[number + 1] if number + 1 < len(spans) else Span("", ("",))
        if span.tag == "maybe_unknown":
            denies = after.tag in {"have", "x", "nope"} and after.words[0] not in asking
            settled.append(Span("not" if denies else "unknown", span.words))
        elif span.tag == "maybe_not":
            alone = not following or following in {"have", "yet", "none", "fully", "yes", "not", "nope", "maybe_not"}
            settled.append(Span("not" if alone else "light", span.words))
        else:
            settled.append(span)
    return tuple(settled)


def _last_word(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """After a correction only what follows it counts. Without anything to correct the word says nothing."""
    cut = 0
    for number, span in enumerate(spans):
        if span.tag == "fix" and _claims(spans[cut:number]) and _claims(spans[number + 1 :]):
            cut = number + 1
    kept = spans[cut:]
    return tuple(_uncorrecting(each) for each in kept)


def _duties(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Who does it matters only where another government is named; otherwise it is done."""
    if any(each.tag == "gov" for each in spans):
        return spans
    return tuple(Span("have", each.words) if each.tag == "duty" else each for each in spans)


def _claims(spans: tuple[Span, ...]) -> bool:
    return any(each.tag in CLAIMS for each in spans)


def _uncorrecting(span: Span) -> Span:
    if span.tag != "fix":
        return span
    return Span("nope" if NEGATORS & set(span.words) else "light", span.words)


def _present(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """What was before does not count where the sentence says what is now."""
    tags = [each.tag for each in spans]
    if "past" not in tags:
        return spans
    past = tags.index("past")
    if "now" in tags:
        now = tags.index("now")
        kept = spans[now:] if now > past else spans[:past]
        return kept if _claims(kept) else spans
    for number, span in enumerate(spans):
        if number > past and span.tag == "nope" and len(span.words) > 1:
            return spans[number:]
    return spans


def _bare_no(spans: tuple[Span, ...], number: int) -> Span:
    """A "no" that stands for itself: first of all, and nothing or a clause of its own behind it."""
    span = spans[number]
    if span.tag != "not" or any(each.tag not in SILENT for each in spans[:number]):
        return span
    following = spans[number + 1 :]
    if not following:
        return span
    after = following[0]
    own_clause = after.tag in {"because", "but", "missing", "working", "hedge", "sarcasm", "plan", "office", "each"}
    if own_clause or (after.tag in {"light", "here"} and after.words[0] in OPENERS and _starts_clause(following)):
        return Span("nope", span.words)
    return span


def _counts(spans: tuple[Span, ...]) -> bool:
    return bool(spans) and spans[0].tag in {"count", "digits"}


def _starts_clause(following: tuple[Span, ...]) -> bool:
    """Whether the loud span after an opener is not itself what the "no" denies: a verb, or a degree."""
    loud = next((each.tag for each in following if each.tag not in SILENT), "")
    return loud not in {"have", "fully", "mostly", "fine", "yet", ""} or following[0].words[0] in {"we", "they", "cada"}
