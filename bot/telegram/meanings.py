"""What an update can mean to us."""

from typing import NamedTuple

from dialogues.message import Message


class Press(NamedTuple):
    """A button that waits for its one answer. `prompt` is the message it stands on, `photo` whether that is a photo."""

    query: str
    prompt: int | None
    photo: bool = False


class Speech(NamedTuple):
    """A recording that Telegram keeps: its name there, and what kind of sound it is."""

    name: str
    media_type: str


class Heard(NamedTuple):
    """Something for the conversation of this chat."""

    chat: int
    message: Message
    press: Press | None = None
    speech: Speech | None = None


class Unusable(NamedTuple):
    """A press that means nothing to us: its answer is the sentence `telegram.<say>`."""

    chat: int | None
    press: Press
    say: str
    language: str | None


class Introduced(NamedTuple):
    """A group asks who we are. `joined` if it has just taken us in, by `person`; else someone typed /start or /help.

    `at`: when it took us in, by Telegram's clock.
    """

    chat: int
    topic: int | None
    joined: bool
    language: str | None
    person: int = 0
    at: int = 0


class Moved(NamedTuple):
    """A group became another chat: we are in there already and do not greet again."""

    chat: int
    to: int


class Removed(NamedTuple):
    """A group has put us out."""

    chat: int


class Person(NamedTuple):
    """Whoever acts in a group. `as_group`: an administrator who speaks in the group's name, and is nobody else."""

    id: int
    name: str
    language: str | None
    as_group: bool = False


class Acted(NamedTuple):
    """Something done in a team's room; `name` and `argument` as in the table of deeds. `id` is its identity."""

    chat: int
    topic: int | None
    id: str
    at: int
    person: Person
    name: str
    argument: str = ""
    turn: int | None = None
    press: Press | None = None


class Polled(NamedTuple):
    """Somebody chose in a poll of ours; without `options` they have taken their answer back. `id` is its identity."""

    poll: str
    id: str
    at: int
    person: Person
    options: tuple[int, ...]


class Company(NamedTuple):
    """People came into a group, or left it."""

    chat: int
    id: str
    at: int
    came: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


class Reasoned(NamedTuple):
    """In a private chat: somebody wants to give a reason for a vote in a group (`text` None), or gives it."""

    chat: int
    topic: int | None
    turn: int
    id: str
    at: int
    person: Person
    text: str | None = None


class Ignored(NamedTuple):
    """Nothing to be done, with the reason for the log."""

    reason: str


Meaning = Heard | Unusable | Introduced | Moved | Removed | Acted | Polled | Company | Reasoned | Ignored
