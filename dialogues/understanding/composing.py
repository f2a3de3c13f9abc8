"""Spans that stand together mean something new: a negator and a degree, a share and its whole.

The table is read from left to right over the tags of a sentence, longer patterns first, until nothing changes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dialogues.understanding.spans import Span

_TABLE = {
    # double negatives
    "not missing none": "complete",
    "none missing": "complete",
    "not have missing none": "complete",
    "not fine": "fine",
    # how far a "no" reaches
    "not fully": "notfully",
    "not have fully": "notfully",
    "not have mostly": "little",
    "yet not fully": "notfully",
    "nope fully": "notfully",
    "not yet fully": "notfully",
    "yet not have fully": "notfully",
    "fully not": "notfully",
    "fully unit not": "notfully",
    "not mostly": "little",
    "not notfully": "little",
    "not somewhat": "little",
    "not little": "little",
    "not thumb": "nope",
    "not have none": "nope",
    "not have none have": "nope",
    "not have nope": "nope",
    "not none": "nope",
    "nope none": "nope",
    "none have": "nope",
    "none unit have": "nope",
    "none unit": "nope",
    "have none": "nope",
    "have nope": "nope",
    "have none have": "nope",
    "yet not": "nope",
    "not yet": "nope",
    "yet nope": "nope",
    "nope yet": "nope",
    "yet not have": "nope",
    "yet have not": "nope",
    "yet not have not": "nope",
    "not have not": "nope",
    "not have yet": "nope",
    "have yet not": "nope",
    "not not": "nope",
    "not nope": "nope",
    "nope not": "nope",
    "not have": "nothave",
    "have not": "nothave",
    "have not have": "nothave",
    "have not topic": "topic",
    "have not people": "topic",
    "topic have not": "topic",
    "have not none": "nope",
    "have not yes": "yes",
    "maybe_not have": "nothave",
    "maybe_not fully": "notfully",
    "maybe_not nothave": "nothave",
    "nope have": "nope",
    "not nothave": "nope",
    "nothave not": "nope",
    "nothave yet": "nope",
    "nothave none": "nope",
    "nothave fully": "notfully",
    # some, most and the rest
    "almost fully": "mostly",
    "almost mostly": "mostly",
    "almost none": "little",
    "almost nope": "little",
    "almost yes": "notfully",
    "almost each": "mostly",
    "fully almost": "mostly",
    "mostly not": "fewdo",
    "mostly unit not": "fewdo",
    "mostly nothave": "fewdo",
    "mostly unit nothave": "fewdo",
    "mostly not have": "fewdo",
    "mostly nope": "fewdo",
    "mostly unit nope": "fewdo",
    "partly not": "somenot",
    "partly unit not": "somenot",
    "partly nothave": "somenot",
    "partly not have": "somenot",
    "partly nope": "somenot",
    "partly unit nope": "somenot",
    "partly yet not": "somenot",
    "count not": "somenot",
    "count unit not": "somenot",
    "others not": "restnot",
    "others nope": "restnot",
    "others nothave": "restnot",
    "others unit not": "restnot",
    "others none": "restnot",
    "others yes": "restyes",
    "others have": "restyes",
    "others fully": "restyes",
    "others unit yes": "restyes",
    "others_all": "restyes",
    "fully others": "restyes",
    "fully others have": "restyes",
    "others_all yes": "restyes",
    "others_all have": "restyes",
    "only missing": "restyes",
    "only except": "except",
    "missing only": "restyes",
    # degrees of people, money and law
    "fully people": "topic",
    "mostly people": "topic",
    "partly people": "topic",
    "none people": "topic",
    "notfully people": "topic",
    "little people": "topic",
    "fully topic": "topic",
    "mostly topic": "topic",
    "partly topic": "topic",
    "none topic": "topic",
    "none have topic": "topic",
    "none have people": "topic",
    "fully have topic": "topic",
    "notfully topic": "topic",
    "little topic": "topic",
    "nothave thing": "nope",
    "not thing": "nope",
    "none thing": "nope",
    "nope thing": "nope",
    "nothave unit not": "nope",
    "nothave x not": "nope",
    "not topic": "topic",
    "not people": "topic",
    "not have topic": "topic",
    "nothave topic": "topic",
    "nothave people": "topic",
    "not notfully topic": "topic",
    "not notfully people": "topic",
    # counted places
    "place count unit": "inplaces",
    "place digits unit": "inplaces",
    "only count unit": "inplaces",
    "only digits unit": "inplaces",
    "only count": "inplaces",
    "only digits": "inplaces",
    "count unit": "counted",
    "digits unit": "counted",
}


def _indexed(table: Mapping[str, str]) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Patterns by their first tag, the longest first."""
    patterns = sorted(((tuple(each.split()), tag) for each, tag in table.items()), key=lambda each: -len(each[0]))
    firsts = {pattern[0] for pattern, _ in patterns}
    return MappingProxyType({first: tuple(each for each in patterns if each[0][0] == first) for first in firsts})


PATTERNS = _indexed(_TABLE)


def composed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans with patterns replaced by what they mean together."""
    before: tuple[Span, ...] = ()
    while before != spans:
        before, spans = spans, _once(spans)
    return spans


def _once(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    tags = tuple(each.tag for each in spans)
    result: list[Span] = []
    start = 0
    while start < len(spans):
        pattern, tag = next(
            ((each, tag) for each, tag in PATTERNS.get(tags[start], ()) if tags[start : start + len(each)] == each),
            ((), ""),
        )
        end = start + len(pattern)
        if pattern:
            result.append(Span(tag, tuple(word for each in spans[start:end] for word in each.words)))
        else:
            result.append(spans[start])
        start = max(end, start + 1)
    return tuple(result)
