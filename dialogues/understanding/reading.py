"""How a message answers a statement: what is sure, what is asked back, what is a command, and what is only a remark."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from dialogues.understanding.examples import ASK, COMMAND
from dialogues.understanding.judging import Judgement, judge
from dialogues.understanding.meanings import meanings_for
from dialogues.understanding.sentence import Sentence
from dialogues.understanding.shares import rated_by, share_in
from dialogues.understanding.traits import readable, traits_of
from rubric.model import Rating

Outcome = Literal["sure", "likely", "help", "chat", "remark", "command"]

RATINGS = tuple(map(str, Rating))
MOST_DOUBT = 0.22
"""How likely it may be at most that something else was meant, for a rating to be recorded."""
WORTH_ASKING = 0.35
"""How likely a rating has to be, clear or not, to be asked back."""
CLEAR = 0.5
"""How likely a command, a call for help or small talk has to be."""
"""How likely the second rating has to be, to be offered beside the first."""
WHOLE = {100.0: "fully"}
"""Shares that are as clear as a word; all others are asked back."""
BARE_SHARE = frozenset({"digits", "percent", "fully"})
"""Spans of a message that says nothing but a share."""
SECOND_LIKELY = 0.02
"""How likely the second rating has to be, to be offered beside the first."""
SECOND = {"fully": "mostly", "mostly": "partly", "partly": "no", "no": "partly", "unknown": "no", "na": "unknown"}
"""What is offered beside the likeliest rating, if nothing else is likely."""


class Reading(NamedTuple):
    """How a message was read: `values` holds the rating that is sure, the two likeliest, or the command.

    `rule` names what decided and `words` what it rested on. `reason`: the sentence says more than its answer.
    `chances` tells how likely each meaning is, the likeliest first, if words were weighed.
    """

    outcome: Outcome
    values: tuple[str, ...] = ()
    rule: str = ""
    words: tuple[str, ...] = ()
    reason: bool = False
    chances: tuple[tuple[str, float], ...] = ()


def read(sentence: Sentence) -> Reading:
    """How a message answers a statement."""
    if not sentence.words:
        return Reading("remark", rule="no words")
    if is_small_talk(sentence):
        return Reading("chat", rule="small talk", words=sentence.words)
    if all(each in meanings_for(sentence.language).asking for each in sentence.said):
        return Reading("help", rule="a question", words=sentence.words)
    if set(sentence.tags) <= BARE_SHARE and (whole := WHOLE.get(share_in(sentence) or -1)):
        return Reading("sure", (whole,), "a share", sentence.words)
    judgement = judge(traits_of(sentence))
    words = tuple(filter(None, dict.fromkeys(map(readable, judgement.because))))
    return _decided(judgement, sentence)._replace(words=words, chances=judgement.ranked)


def is_small_talk(sentence: Sentence) -> bool:
    """Whether greetings, thanks and the like are all there is. A plain yes is none."""
    covering = meanings_for(sentence.language).chat.covering(sentence.said)
    return bool(covering) and sentence.tags[:1] != ("yes",)


def command_in(sentence: Sentence) -> str:
    """The one command that a short, perhaps polite, sentence asks for, as typed or mended; empty if there is none."""
    commands = meanings_for(sentence.language).commands
    typed = tuple(each for each in sentence.typed if each != "?")
    asked = (set(commands.covering(words)) - {"polite"} for words in (typed, sentence.said))
    return next((names.pop() for names in asked if len(names) == 1), "")


def _decided(judgement: Judgement, sentence: Sentence) -> Reading:
    chances = dict(judgement.ranked)
    best, chance = judgement.ranked[0]
    by_rating = {each: chances[each] + chances.get(ASK + each, 0.0) for each in RATINGS}
    rated, rated_chance = max(by_rating.items(), key=lambda each: each[1])
    if best == rated and 1 - rated_chance <= MOST_DOUBT and not sentence.is_long:
        return Reading("sure", (rated,), "clear", reason=sentence.reason)
    if best.startswith(COMMAND) and chance >= CLEAR:
        return Reading("command", (best.removeprefix(COMMAND),), "a command")
    if best == "help" and chance >= CLEAR:
        return Reading("help", rule="does not understand the question")
    if best in {"note", "chat"} or rated_chance < WORTH_ASKING:
        chats = best == "chat" and chance >= CLEAR
        return Reading("chat" if chats else "remark", rule="no answer in it")
    return Reading("likely", _two_best(rated, by_rating, sentence), "asked back", reason=sentence.reason)


def _two_best(rated: str, by_rating: Mapping[str, float], sentence: Sentence) -> tuple[str, str]:
    share = share_in(sentence)
    if share is not None and rated in {"fully", "mostly", "partly"}:
        return rated_by(share)
    second = max((each for each in RATINGS if each != rated), key=by_rating.__getitem__)
    return rated, second if by_rating[second] > SECOND_LIKELY else SECOND[rated]
