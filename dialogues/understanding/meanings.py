"""The tables of meaning: which words stand for what, in every language at once.

A person's own language is looked up first, so that a word that means one thing in Spanish and another in Portuguese
is read as its writer meant it; the words of the other languages fill what is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dialogues.understanding.folding import words_of

HERE = Path(__file__).parent.parent / "meanings"
SIGNS = "signs"
NOT_FOR_SENTENCES = frozenset(
    {"abbreviations", "chat", "commands", "requests", "polite", "ordinal", "number", "option", "or", "asking"}
)
"""Tables that are read on their own, not as spans of a sentence."""
WEAK = frozenset(
    {
        "light",
        "here",
        "place",
        "office",
        "people",
        "topic",
        "because",
        "unit",
        "size",
        "gov",
        "duty",
        "past",
        "sarcasm",
        "laugh",
    }
)
"""Tables whose words are no target for mending a typing error: too common, or of no consequence."""

Table = Mapping[tuple[str, ...], str]
Raw = Mapping[str, Any]
"""A table as it was written: lists of words, or groups of lists."""


class Lexicon:
    """Phrases by their words. `longest` tells how many words a phrase may have that begins with a word."""

    def __init__(self, phrases: Table) -> None:
        self.phrases = phrases
        self.longest: dict[str, int] = {}
        for phrase in phrases:
            self.longest[phrase[0]] = max(self.longest.get(phrase[0], 0), len(phrase))

    def at(self, words: tuple[str, ...], start: int) -> tuple[str, int] | None:
        """The longest phrase that begins at `start`: what it stands for, and where it ends."""
        for length in range(self.longest.get(words[start], 0), 0, -1):
            tag = self.phrases.get(words[start : start + length])
            if tag and start + length <= len(words):
                return tag, start + length
        return None

    def covering(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """What the words stand for, if phrases hold them all; otherwise nothing."""
        found: list[str] = []
        start = 0
        while start < len(words):
            at = self.at(words, start)
            if at is None:
                return ()
            found.append(at[0])
            start = at[1]
        return tuple(found)


class Meanings(NamedTuple):
    """Everything that reading needs, for people of one language. `idle` may stand beside the number of a button."""

    sentence: Lexicon
    commands: Lexicon
    chat: Lexicon
    options: Lexicon
    idle: Lexicon
    asking: frozenset[str]
    abbreviations: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    targets: frozenset[str]
    signs: frozenset[str]


@lru_cache(maxsize=16)
def meanings_for(language: str) -> Meanings:
    """The tables of all languages, those of `language` first."""
    known = sorted(path.stem for path in HERE.glob("*.yaml") if path.stem != SIGNS)
    order = sorted(known, key=lambda each: (each != language, _NEAR.get(language, "").find(each), each))
    raw, pages, signs = [_read(each) for each in order], [_page(each) for each in order], _read(SIGNS)
    sign_words = frozenset(each for listed in signs.values() for each in listed)
    sentence = _merged(
        [*(page.sentence for page in pages), {(each,): tag for tag, listed in signs.items() for each in listed}]
    )
    commands = _merged([page.commands for page in pages])
    chat = _merged([*(page.chat for page in pages), {(each,): "chat" for each in signs["chat"]}])
    options = _merged([page.options for page in pages])
    parts = (sentence, commands, chat, options)
    return Meanings(
        Lexicon(sentence),
        Lexicon({**commands, **_merged([page.requests for page in pages])}),
        Lexicon(chat),
        Lexicon(options),
        Lexicon({**chat, **{phrase: tag for phrase, tag in commands.items() if tag == "polite"}}),
        asking=frozenset(word for each in raw for word in each.get("asking", ())),
        abbreviations=_abbreviations(raw),
        vocabulary=frozenset(word for table in parts for phrase in table for word in phrase),
        targets=frozenset(word for phrase, tag in sentence.items() if tag not in WEAK for word in phrase)
        | frozenset(word for phrase, tag in commands.items() if tag != "polite" for word in phrase),
        signs=sign_words,
    )


_NEAR = {"es": "en pt", "pt": "en es", "en": "pt es"}
"""Which languages are nearest to one: later in the string is nearer."""


@lru_cache(maxsize=16)
def _read(name: str) -> Raw:
    with (HERE / f"{name}.yaml").open(encoding="utf-8") as file:
        # Every value stays text: `no` and `yes` are words here.
        read: Raw = yaml.load(file, Loader=yaml.CBaseLoader)  # noqa: S506 - makes only text  # nosec B506
    return read


class _Page(NamedTuple):
    """One language's phrases. What all languages share is expanded once."""

    sentence: Table
    commands: Table
    requests: Table
    chat: Table
    options: Table


@lru_cache(maxsize=16)
def _page(name: str) -> _Page:
    raw = _read(name)
    commands, requests = dict(_tagged(raw, "polite")) | dict(_grouped(raw, "commands")), dict(_grouped(raw, "requests"))
    return _Page(dict(_sentence(raw)), commands, requests, dict(_tagged(raw, "chat")), dict(_options(raw)))


def _sentence(raw: Raw) -> Iterator[tuple[tuple[str, ...], str]]:
    seen: set[tuple[str, ...]] = set()
    for tag, listed in raw.items():
        if tag in NOT_FOR_SENTENCES:
            continue
        for phrase in _expanded(listed):
            if phrase in seen or (tag == "confused" and len(phrase) == 1 and phrase[0] in raw.get("asking", ())):
                continue
            seen.add(phrase)
            yield phrase, "each" if tag == "fully" and phrase[0] in _EACH else tag


_EACH = frozenset({"cada", "each"})


def _options(raw: Raw) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from _tagged(raw, "option")
    yield from _tagged(raw, "or")
    for kind in ("number", "ordinal"):
        yield from ((phrase, f"{kind}.{number}") for phrase, number in _grouped(raw, kind))


def _grouped(raw: Raw, kind: str) -> Iterator[tuple[tuple[str, ...], str]]:
    groups = raw.get(kind, {})
    for name, listed in groups.items() if isinstance(groups, dict) else ():
        for phrase in _expanded(listed):
            yield phrase, name


def _tagged(raw: Raw, tag: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase in _expanded(raw.get(tag, ())):
        yield phrase, tag


def _merged(tables: Sequence[Table]) -> Table:
    merged: dict[tuple[str, ...], str] = {}
    for table in reversed(tables):
        merged |= table
    return merged


def _abbreviations(raw: list[Raw]) -> dict[str, tuple[str, ...]]:
    """Those of the person's own language, and longer ones of the others."""
    merged: dict[str, tuple[str, ...]] = {}
    for number, each in reversed(list(enumerate(raw))):
        listed = each.get("abbreviations", {})
        for short, long in listed.items() if isinstance(listed, dict) else ():
            if number == 0 or len(short) > 2:
                merged[short] = words_of(long)
    return merged


def _expanded(listed: object) -> Iterator[tuple[str, ...]]:
    """Each phrase in all its forms: `a/b` is one of them, `c?` may be missing."""
    for written in listed if isinstance(listed, list) else ():
        choices = [_choices(each) for each in written.split()]
        for chosen in product(*choices):
            words = words_of(" ".join(chosen))
            if words:
                yield words


def _choices(word: str) -> tuple[str, ...]:
    if len(word) == 1:
        return (word,)
    forms = tuple(word.removesuffix("?").split("/"))
    return (*forms, "") if word.endswith("?") else forms
