"""Channel-neutral words in and out."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from rubric.profile import Profile

Kind = Literal["text", "edited", "voice", "picture", "sticker", "other"]
Hands = Literal["report", "outline"]


class Message(NamedTuple):
    """What a person sent. `id` is the sender's identity for it, `at` seconds since 1970 (the shell's clock).

    `language` is the channel's hint (`es`, `pt-BR`), used until the person has chosen one.
    `revision` stands on buttons of channels that can tell an old button from a new one.
    `kind` other than `text` is something we cannot read yet: it is answered kindly.
    """

    id: str
    text: str
    at: int
    language: str | None = None
    revision: int | None = None
    kind: Kind = "text"


class Button(NamedTuple):
    """Pressing a button is sending its `value` as text."""

    label: str
    value: str


class Picture(NamedTuple):
    """A profile to be drawn: competency id, level and highest possible level, in the rubric's order.

    `level` 0 means that the competency has no answer yet. `bands` are the levels that a team's lowest and highest
    votes give, one pair for each row; without a team there are none.
    """

    language: str
    mode: Literal["full", "quick", "area"]
    rows: tuple[tuple[str, int, int], ...]
    bands: tuple[tuple[int, int], ...] = ()


class Trail(NamedTuple):
    """Levels over time to be drawn, for each competency id one for each check; 0 where it has no answer.

    `days` are those of the checks, the oldest first, as days since 1970.
    """

    language: str
    days: tuple[int, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


class Reply(NamedTuple):
    """One thing the bot says. `text` is safe HTML of `b`, `i`, `a` and `br` only.

    `asks` names the statement (or `quick.<competency>`) that the reply puts.
    `alt` says in words what `picture` shows. `profile` comes with a result.
    `hands` names what the channel hands out with it, in the forms that it can carry.
    `code`: the text passes on this code; a channel that has links to itself makes one of it.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    asks: str | None = None
    picture: Picture | Trail | None = None
    alt: str | None = None
    profile: Profile | None = None
    hands: Hands | None = None
    code: str = ""


class Remark(NamedTuple):
    """Something to be said once, beside the standing question: an explanation, a level reached, an odd input."""

    kind: str
    about: str = ""


class Menu(NamedTuple):
    """A command that channels list for people: its name without slash, and its description."""

    name: str
    description: str


Words = Mapping[str, object]
