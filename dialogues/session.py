"""The facts gathered so far. Nothing derived is kept: position, level and advice are computed from these."""

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict


class Entry(NamedTuple):
    """One answer: `about` a statement id, `quick.<competency>` or `symptoms.<competency>`; `value` as on its button.

    `words` are those in which it was given, if they say more than the value. They go when the answer goes.
    """

    about: str
    value: str
    words: str = ""


class Finished(BaseModel):
    """An earlier check, kept as it was answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: int
    rubric: str
    want: str | None
    entries: tuple[Entry, ...]
    notes: dict[str, str] = {}


class Pending(NamedTuple):
    """A question of ours that waits for an answer: `forget`, `note` with its text, or `meant`.

    `meant` asks which of `options` was meant, two values of buttons of the open question; its `text` is what was
    said, if that is worth keeping as a note.
    """

    kind: Literal["forget", "note", "meant"]
    text: str = ""
    options: tuple[str, ...] = ()


class Planned(NamedTuple):
    """A next step that was taken on. Times are seconds since 1970.

    `due` is when to ask how it went, 0 for never; `asked` how often we did so on our own since a person last told.
    `before` and `after` are the levels of its competency when it was done and when its statements were asked again.
    """

    tactic: str
    since: int
    due: int
    owner: str = ""
    state: Literal["open", "blocked", "done"] = "open"
    block: str = ""
    asked: int = 0
    before: int = 0
    after: int = 0
    done_at: int = 0


class Initiative(BaseModel):
    """One project, assessed instead of the city. `name` is None until it was asked, and "" when that was skipped.

    `areas` are the competencies that it touches, `chosen` once all are named. `taken` are answers of the city's check
    that stand for the time before. `entries` are those given here, in the order of answering, about
    `before.<statement>` and `with.<statement>`. `steps` tell how far it has come in the innovation process: about the
    id of a step, with the value `yes`, or the number of the question to which the answer was "not yet".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    areas: tuple[str, ...] = ()
    chosen: bool = False
    taken: tuple[Entry, ...] = ()
    entries: tuple[Entry, ...] = ()
    steps: tuple[Entry, ...] = ()


class Session(BaseModel):
    """What a person has told us. `city` is "" when asked and skipped.

    `want` is what was chosen last: `quick`, `full`, `area`, `area.<competency>`; `kept` once a step was followed up.
    `entries` stand in the order of answering: going back drops the last one.
    `answered_at` is when an answer was last given, changed or found to be still so.
    `page` is what is being looked at instead of the open question, as the value of its button: it is no answer.
    `plan` stands in the order of choosing; `quiet` means that nobody is to be reminded of it.
    `means` are the data assets and payers that were ticked, by their ids; `law` what was answered about the legal base,
    by the names of its rules: `yes`, `no`, `unknown`. No level follows from either.
    `initiatives` are the projects that were assessed; the last one is the one at hand. They never touch `entries`.
    `again` is when to look at all answers again, 0 for never.
    `shared` is the hash of the code by which a colleague may compare, "" without any.
    `peers` is the size of the city among those that see each other's figures, "" for a city that takes no part.
    `zone` is the time zone of the city, by its IANA name: "" is the installation's own, None that nobody was asked.
    `revision` counts the moves: a button that carries another revision belongs to an old question.
    Times are seconds since 1970.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    language: str
    agreed_at: int | None = None
    heard_at: int = 0
    answered_at: int = 0
    city: str | None = None
    want: str | None = None
    entries: tuple[Entry, ...] = ()
    ticked: tuple[str, ...] = ()
    notes: dict[str, str] = {}
    pending: Pending | None = None
    paused: bool = False
    page: str = ""
    plan: tuple[Planned, ...] = ()
    quiet: bool = False
    means: tuple[str, ...] = ()
    law: dict[str, str] = {}
    again: int = 0
    initiatives: tuple[Initiative, ...] = ()
    zone: str | None = None
    shared: str = ""
    peers: str = ""
    revision: int = 0
    past: tuple[Finished, ...] = ()
