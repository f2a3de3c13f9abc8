"""A message as a whole: a command in words, small talk, a number of a button, or a sentence for the rules."""

from dialogues.understanding.meanings import Lexicon, meanings_for
from dialogues.understanding.rules import SECOND, Reading, decide
from dialogues.understanding.sentence import Sentence


def read(sentence: Sentence) -> Reading:
    """How a message answers a statement."""
    if sentence.words and is_small_talk(sentence):
        return Reading("chat", rule="small talk", words=sentence.words)
    if sentence.said and all(each in meanings_for(sentence.language).asking for each in sentence.said):
        return Reading("help", rule="a question", words=sentence.words)
    reading = decide(sentence)
    if sentence.is_long and reading.outcome == "sure":
        return reading._replace(outcome="likely", values=(reading.values[0], SECOND[reading.values[0]]))
    return reading


def is_small_talk(sentence: Sentence) -> bool:
    """Whether greetings, thanks and the like are all there is. A plain yes is none."""
    return bool(covered(sentence.said, meanings_for(sentence.language).chat)) and sentence.head != "yes"


def covered(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """What the words stand for, if phrases of the lexicon hold them all; otherwise nothing."""
    found: list[str] = []
    start = 0
    while start < len(words):
        at = lexicon.at(words, start)
        if at is None:
            return ()
        found.append(at[0])
        start = at[1]
    return tuple(found)


def command_in(sentence: Sentence) -> str:
    """The one command that a short, perhaps polite, sentence asks for; empty if there is none."""
    names = set(covered(sentence.said, meanings_for(sentence.language).commands)) - {"polite"}
    return names.pop() if len(names) == 1 else ""
