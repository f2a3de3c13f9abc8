"""What a sentence answers. One table of rules, tried in order; the first that applies decides.

Each rule follows one line of the policy on how words are to be read. A rule answers with a Reading, or None.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Literal, NamedTuple

from dialogues.understanding.sentence import DEGREES, Sentence

Outcome = Literal["sure", "likely", "help", "chat", "remark"]


class Reading(NamedTuple):
    """How a message was read: `values` holds the rating that is sure, or the two likeliest, the best first.

    `rule` names what decided and `words` what it rested on. `reason`: the sentence says more than its answer.
    """

    outcome: Outcome
    values: tuple[str, ...] = ()
    rule: str = ""
    words: tuple[str, ...] = ()
    reason: bool = False


Rule = Callable[[Sentence], Reading | None]

SECOND = {"fully": "mostly", "mostly": "partly", "partly": "no", "no": "partly", "unknown": "no", "na": "unknown"}
"""What is offered beside the likeliest rating."""
REMARK, HELP = Reading("remark"), Reading("help")


def sure(rating: str) -> Reading:
    return Reading("sure", (rating,))


def likely(rating: str, second: str = "") -> Reading:
    return Reading("likely", (rating, second or SECOND[rating]))


def _no_words(s: Sentence) -> Reading | None:
    return None if s.tags else (HELP if s.asks else REMARK)


def _not_understood(s: Sentence) -> Reading | None:
    return HELP if s.anywhere("confused") else None


def _not_ours(s: Sentence) -> Reading | None:
    return sure("na") if s.has("na") else None


def _another_government(s: Sentence) -> Reading | None:
    if not s.has("gov") or s.anywhere("topic"):
        return None
    if s.has("duty", "have", "doubt") and not s.has("nope", "not", "nothave"):
        return likely("na", "fully") if s.head == "yes" else sure("na")
    return None if s.has("yes", "nope", "mostly", "partly", "fully") else REMARK


def _irony(s: Sentence) -> Reading | None:
    mocked = s.anywhere("sarcasm") or (s.anywhere("laugh") and s.has("yes", "fully", "chat"))
    if mocked and s.head in {"nope", "not", "none"}:
        return sure("no") if s.head == "nope" else likely("no")
    return likely("no", "fully") if mocked else None


def _skipped(s: Sentence) -> Reading | None:
    return likely("unknown") if s.has("skip") else None


def _not_known(s: Sentence) -> Reading | None:
    if not s.has("unknown"):
        return None
    at = s.answer.index("unknown")
    before, after = s.answer[:at], s.answer[at + 1 :]
    rated = {"fully", "mostly", "partly", "yes", "nope", "little", "somewhat", "none", "inplaces"}
    found = next((each for each in before if each in rated), None)
    if found is None and {"but", "hedge", "soft"} & set(after):
        found = next((each for each in after if each in rated), None)
    return likely(RATING_OF[found], "unknown") if found else sure("unknown")


def _doubted(s: Sentence) -> Reading | None:
    if not s.anywhere("doubt") or s.has("partly", "mostly", "hearsay"):
        return None
    return likely("unknown", "partly")


def _hedged_no(s: Sentence) -> Reading | None:
    if not s.has("hedged_no"):
        return None
    return likely("mostly") if s.has("fully", "each") else likely("no")


def _not_yet_but_planned(s: Sentence) -> Reading | None:
    future = [number for number, each in enumerate(s.tags) if each in {"plan", "wish", "cond"}]
    if not future:
        return None
    before = s.tags[: future[0]]
    after = s.tags[future[0] + 1 :]
    if s.anywhere("topic") and not {"yes", "nope", "not"} & {*before, *after}:
        return likely("no") if s.anywhere("cond") else REMARK
    if (
        "nope" in before
        or before == ("not",)
        or ({"none", "nothave"} & set(before) and "x" not in s.tags and "have" not in after)
    ):
        return sure("no") if not {"fully", "mostly", "partly"} & set(before) else None
    if {"mostly", "partly"} & set(before) and {"others", "but", "because", "yes", "restnot"} & set(s.tags):
        return None
    degree = next((each for each in (*before, *after) if each in {"mostly", "partly"}), None)
    return likely("no", RATING_OF[degree] if degree else "fully" if "yes" in before else "partly")


def _under_way(s: Sentence) -> Reading | None:
    rated = s.has(
        "yes", "nope", "none", "fully", "mostly", "partly", "nothave", "not", "little", "somewhat", "notfully"
    )
    return REMARK if s.anywhere("working") and not rated else None


def _past(s: Sentence) -> Reading | None:
    return REMARK if s.anywhere("past") and s.head not in {"yes", "nope"} and not s.has("complete") else None


def _something_else(s: Sentence) -> Reading | None:
    """A degree of money, people or law is no rating; a bare yes or no before it is."""
    if not s.has("topic", "people"):
        return None
    if s.head in {"yes", "nope", "complete"}:
        return None
    return None if s.head in DEGREES and not {"topic", "people"} & set(s.main) else REMARK


def _asked(s: Sentence) -> Reading | None:
    opens = bool(s.said) and s.said[0] in WH_WORDS and not s.anywhere("yes", "nope", "not", "office", "gov")
    if not (s.asks or opens):
        return None
    return None if s.has("yes", "nope", "fully", "mostly", "partly", "none", "not") else HELP


def _share(s: Sentence) -> Reading | None:
    """80 %, 4 of 5: asked back, but for all and nothing."""
    of = _percentage(s)
    if of is None:
        return None
    if s.has("not", "nothave"):
        return likely("mostly") if of >= 100 else likely("partly")
    if s.has("almost") and of >= 100:
        return likely("mostly", "fully")
    if of >= 100 or of == 0:
        clear = "fully" if of else "no"
        return sure(clear) if s.clean and not s.has("hedge", "hearsay") else likely(clear)
    return likely("mostly", "fully" if of >= 95 else "partly") if of >= 60 else likely("partly", _lean(of))


def _lean(of: float) -> str:
    return "mostly" if of >= 40 else "no"


def _percentage(s: Sentence) -> float | None:
    if s.has("most_share"):
        return 75
    if s.has("half"):
        return 50
    numbers = [(at, _number(each.words[0])) for at, each in enumerate(s.spans) if each.tag in {"digits", "count"}]
    for at, number in numbers:
        if number is not None and s.spans[at + 1 : at + 2] and s.spans[at + 1].tag == "percent":
            return number
    pairs = [(a, b) for (i, a), (j, b) in pairwise(numbers) if j - i <= 2 and a is not None and b]
    return next((100 * a / b for a, b in pairs if a <= b), None)


COUNTS = {word: number for number, words in enumerate(
    ("", "", "dos two dois duas", "tres three", "cuatro four quatro", "cinco five", "seis six", "siete seven sete",
     "ocho eight oito", "nueve nine nove", "diez ten dez")) for word in words.split()}  # fmt: skip


def _number(word: str) -> float | None:
    return float(word[:6]) if word.isdecimal() else COUNTS.get(word)


def _no_after_all(s: Sentence) -> Reading | None:
    """A bare no with its reason, whatever the reason speaks of."""
    if s.head != "nope" or s.has("hedge", "hearsay", "soft", "yes", "mostly", "fully", "restyes", "except", "only"):
        return None
    rest = s.answer[1:]
    if "partly" in rest or "inplaces" in rest or "somewhat" in rest or "notfully" in rest:
        return None
    return sure("no")


def _hedged(s: Sentence) -> Reading | None:
    if s.has("hearsay"):
        return likely(_value(s) or "fully")
    if s.has("hedge") and not s.has(
        "mostly", "partly", "inplaces", "restyes", "fully", "each", "somewhat", "little", "notfully"
    ):
        return likely("no") if s.has("not", "nope", "none", "nothave") else _unless_strange(s, likely("fully"))
    bare = s.has("yes", "not", "nope") and not s.has("mostly", "partly", "fully", "inplaces", "each", "none")
    if s.has("soft") and bare and not s.has("somewhat", "little", "notfully"):
        return likely("no") if s.has("not", "nope") else likely("fully")
    return None


def _unless_strange(s: Sentence, reading: Reading) -> Reading:
    """A hedge over things that we do not know is a remark."""
    return REMARK if s.main.count("x") > 1 else reading


def _thumb(s: Sentence) -> Reading | None:
    return (
        likely("fully", "unknown") if s.has("thumb") and not s.has("yes", "mostly", "partly", "nope", "not") else None
    )


def _vague(s: Sentence) -> Reading | None:
    """More or less, hardly, not entirely: named, but not one of the degrees."""
    if s.has("little"):
        return likely("no")
    if s.has("notfully"):
        return likely("mostly")
    if s.has("somewhat"):
        if s.has("partly", "only", "inplaces") and s.clean and not s.has("hedge"):
            return sure("partly")
        return likely("partly", "mostly")
    return None


def _small_exception(s: Sentence) -> Reading | None:
    """Yes, all or most, and then what is missing."""
    before = _before(s, "missing", "except")
    rated = before & {"yes", "fully", "mostly", "each"} and not before & {"partly", "nope", "not", "only"}
    exempts = s.has("except") and s.has("fully", "each") and "topic" not in s.tags
    return sure("mostly") if rated or exempts else None


def _most_do_not(s: Sentence) -> Reading | None:
    if not s.has("fewdo"):
        return None
    return sure("partly") if s.has("partly", "yes", "somenot") else likely("partly")


def _the_rest_does(s: Sentence) -> Reading | None:
    if not s.has("restyes"):
        return None
    return sure("mostly") if s.clean or s.has("office") else likely("mostly")


def _no_but_for(s: Sentence) -> Reading | None:
    """No with an exception is in places."""
    denied = s.has("nope", "none", "not") and not s.has("yes", "fully", "mostly", "partly")
    if not denied or not s.has("except", "missing", "somenot", "restnot"):
        return None
    if s.has("except"):
        return sure("partly")
    return sure("no") if s.head in {"nope", "none"} else likely("no")


def _the_rest_does_not(s: Sentence) -> Reading | None:
    if not s.has("restnot", "somenot", "except", "missing") or not s.has("partly", "restnot"):
        return None
    if s.has("partly"):
        return sure("partly")
    if s.has("mostly"):
        return sure("mostly")
    return sure("partly") if s.has("yes", "only", "have") else likely("partly")


def _exception(s: Sentence) -> Reading | None:
    if not s.has("except", "missing", "somenot"):
        return None
    if s.has("yes", "fully", "mostly", "each", "complete"):
        return sure("mostly") if s.clean or s.head in {"yes", "fully", "mostly"} else likely("mostly")
    return REMARK if s.has("missing") else likely("mostly")


def _before(s: Sentence, *tags: str) -> set[str]:
    """What stands before the first of `tags`; nothing if there is none."""
    at = next((number for number, each in enumerate(s.tags) if each in tags), 0)
    return set(s.tags[:at])


FROM_LOW = ("partly", "mostly", "fully")
LIMITS = frozenset({"partly", "office", "unit", "count", "counted", "size", "inplaces", "digits", "others"})


def _only_there(s: Sentence) -> Reading | None:
    if not s.has("only"):
        return None
    limited = bool(LIMITS & set(s.answer)) or s.has("yes", "nope")
    denied = s.has("not", "nope") and s.head not in {"not", "nope", "yes"}
    return sure("partly") if limited and not denied else likely("partly")


def _here_yes_there_no(s: Sentence) -> Reading | None:
    both = s.has("yes", "have") and s.has("not", "nope", "nothave", "none")
    if not both or not s.has("office", "size", "unit", "partly"):
        return None
    return sure("partly") if s.head in {"office", "size", "unit", "partly"} else likely("partly")


def _in_some_places(s: Sentence) -> Reading | None:
    """Yes or no of one office, or of a number of them."""
    if s.has("inplaces"):
        return likely("partly") if s.has("not", "nope") else sure("partly")
    if s.head == "yes" and "counted" in s.main:
        return likely("partly")
    if s.head not in {"office", "size", "unit"} or not s.has("office", "size"):
        return None
    if s.has("not", "nothave"):
        return likely("mostly")
    if s.has("yes"):
        return sure("partly") if s.clean else likely("partly")
    return REMARK if s.has("have") else None


def _value(s: Sentence) -> str | None:
    """The rating that the spans name, if they name one."""
    for tag in (
        "notfully",
        "mostly",
        "partly",
        "inplaces",
        "fully",
        "each",
        "complete",
        "nope",
        "none",
        "not",
        "nothave",
        "yes",
    ):
        if s.has(tag):
            return RATING_OF[tag]
    return None


def _several_degrees(s: Sentence) -> Reading | None:
    ratings = sorted({RATING_OF[each] for each in s.answer if each in DEGREES}, key=FROM_LOW.index)
    return likely(ratings[0], ratings[1]) if len(ratings) > 1 else None


def _degree(s: Sentence) -> Reading | None:
    """A degree that is named, with or without a yes."""
    named = next((each for each in s.answer if each in DEGREES), None)
    if named is None:
        return None
    rating, at = RATING_OF[named], s.tags.index(named)
    if s.head == "yes" and "topic" in s.tags[:at]:
        return sure("fully")
    if s.has("not", "nope", "none", "nothave"):
        unclear = likely("partly" if rating == "partly" else "mostly")
        return sure("no") if s.head == "nope" and rating == "fully" else unclear
    thought = rating == "fully" and "hedge" in s.tags[at:]
    if _fits(s, at) and not thought:
        return sure(rating)
    return likely(rating) if thought or len(s.main) <= 5 or s.head in DEGREES else REMARK


def _fits(s: Sentence, at: int) -> bool:
    """Whether the degree is one of departments and the like, not of something that we do not know."""
    return (
        s.clean
        and not s.asks
        and not ({"gov", "office", "counted"} & set(s.tags[:at]) and s.head not in {"yes", *DEGREES})
    )


def _yes_or_no(s: Sentence) -> Reading | None:
    negative, positive = s.has("nope", "none", "not", "nothave"), s.has("yes")
    if negative and positive:
        return likely("partly", "no")
    if negative:
        alone = set(s.main) <= {"nope", "none", "not", "nothave", "have", "yet", "problem"}
        return sure("no") if (alone or s.head == "nope") and not s.asks else _unless_far(s)
    if positive:
        if s.asks:
            return likely("fully")
        if "but" in s.tags or "office" in s.main:
            return likely("mostly" if "but" in s.tags else "partly", "fully")
        return sure("fully") if s.head == "yes" or s.clean else likely("fully", "partly")
    return None


def _unless_far(s: Sentence) -> Reading:
    """A negation that is not at the beginning of a longer sentence denies something else."""
    near = s.head in {"not", "nothave", "none", "nope", "have", "unit"} and len(s.main) <= 5
    return likely("no") if near else REMARK


def _we_have_it(s: Sentence) -> Reading | None:
    if set(s.tags) == {"have", "thing"}:
        return likely("fully", "partly")
    if set(s.tags) == {"have"} and not s.asks:
        return sure("fully") if (len(s.said) > 1 or len(s.said[0]) > 3) else likely("fully")
    return None


def _almost(s: Sentence) -> Reading | None:
    return sure("mostly") if set(s.tags) <= {"almost", "have", "unit"} and s.has("almost") and not s.asks else None


def _nothing(s: Sentence) -> Reading | None:
    return HELP if s.asks else REMARK


RATING_OF = {
    "yes": "fully", "fully": "fully", "each": "fully", "complete": "fully", "mostly": "mostly", "notfully": "mostly",
    "partly": "partly", "inplaces": "partly", "somewhat": "partly", "nope": "no", "none": "no", "not": "no",
    "nothave": "no", "little": "no",
}  # fmt: skip
"""What a span alone would answer."""

WH_WORDS = frozenset(
    "what which who how when where why cual cuales quien quienes cuanto cuantos cuantas "  # noqa: SIM905 - words read better as words
    "donde qual quais quem quantos onde".split()
)

RULES: tuple[tuple[str, Rule], ...] = (
    ("nothing in words", _no_words),
    ("does not understand the question", _not_understood),
    ("irony", _irony),
    ("not ours", _not_ours),
    ("another government", _another_government),
    ("skips or has to ask", _skipped),
    ("does not know", _not_known),
    ("doubts", _doubted),
    ("thinks not", _hedged_no),
    ("planned, wished for or on a condition", _not_yet_but_planned),
    ("under way", _under_way),
    ("a question", _asked),
    ("what was before", _past),
    ("speaks of something else", _something_else),
    ("a bare no", _no_after_all),
    ("a share", _share),
    ("hedged or from hearsay", _hedged),
    ("a thumb", _thumb),
    ("named vaguely", _vague),
    ("a small exception", _small_exception),
    ("most do not", _most_do_not),
    ("the rest does", _the_rest_does),
    ("no but for some", _no_but_for),
    ("the rest does not", _the_rest_does_not),
    ("with an exception", _exception),
    ("only in places", _only_there),
    ("yes here and no there", _here_yes_there_no),
    ("in some places", _in_some_places),
    ("several degrees", _several_degrees),
    ("a degree", _degree),
    ("yes or no", _yes_or_no),
    ("almost", _almost),
    ("what is there", _we_have_it),
    ("no answer in it", _nothing),
)


def decide(s: Sentence) -> Reading:
    """The first rule that applies decides."""
    for name, rule in RULES:
        reading = rule(s)
        if reading:
            words = tuple(" ".join(each.words) for each in s.spans if each.tag != "x")
            keeps = reading.outcome in {"sure", "likely"} and s.reason
            return reading._replace(rule=name, words=words, reason=keeps)
    return REMARK
