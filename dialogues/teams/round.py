"""A team and its round: facts only. What is asked and where it stands is computed from these, in `phase.py`.

A member is known by a sign that the shell makes of a person: never a name or a number. While a question is open,
its votes stand by member, so that they can be changed; a closed one keeps only how many said what, by role.
"""

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from dialogues.session import Planned

ROLES = ("it", "planning", "transport", "mayor", "statistics", "services", "other")
"""What a member may speak for. Roles are shown with the votes, names never."""

PAST_KEPT = 5


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(NamedTuple):
    """Somebody of the team: what they speak for, if they said so, and whether they are still in the group."""

    role: str = ""
    here: bool = True


class Cast(NamedTuple):
    """So many people of one role gave one value."""

    role: str
    value: str
    people: int


class Reason(NamedTuple):
    """One sentence from an end of the votes, and the vote that it explains: a second vote moves the ends.

    `member` is dropped when the question is closed. Reasons of earlier days have no `value`.
    """

    end: Literal["lowest", "highest"]
    text: str
    member: str = ""
    value: str = ""


class Ballot(Frozen):
    """One question put to the team. `turn` stands on its buttons: a button with another turn is late.

    `votes` are by member as long as it is open, `cast` what is kept of them; `before` is the first vote of two.
    `names` are the first names that go with the votes where a team votes openly; they go when the question is closed.
    `due_at`: when it reveals itself. `knows`: who could tell what nobody knew. `awaits_name`: that was asked.
    """

    about: str
    turn: int
    asked_at: int
    due_at: int | None = None
    votes: dict[str, str] = {}
    names: dict[str, str] = {}
    revealed_at: int | None = None
    reasons: tuple[Reason, ...] = ()
    again: bool = False
    before: tuple[Cast, ...] = ()
    cast: tuple[Cast, ...] = ()
    awaits_name: bool = False
    knows: str = ""
    outcome: Literal["kept", "skipped"] | None = None


class Round(Frozen):
    """A team going through questions together. `kind`: quick, full, area.<competency> or again.<tactic>.

    `carried` are the questions of the round before that still count in a round that asks only some of them again.

    `known` are those who take part. `expected` is how many the group has, 0 if that is not known. `limit` is the
    seconds for a question, 0 without. `open_votes`: names are shown at the reveal. `by_poll`: questions are put as the
    channel's own polls. `leader_name` is kept only while the round is open: the others see who leads.
    """

    kind: str
    rubric: str
    started_at: int
    leader: str
    leader_name: str = ""
    limit: int = 0
    open_votes: bool = False
    by_poll: bool = False
    expected: int = 0
    known: tuple[str, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    carried: tuple[Ballot, ...] = ()
    paused_at: int | None = None
    ended_at: int | None = None


class Apart(Frozen):
    """Members answering alone, in their own time. `handed` holds the levels of each who has handed in a profile.

    `expected` is how many the group has, 0 if that is not known. The team is reminded once.
    """

    opened_at: int
    expected: int = 0
    reminded_at: int | None = None
    invited: tuple[str, ...] = ()
    handed: dict[str, dict[str, int]] = {}


class Room(Frozen):
    """Where a team meets: a group, or one topic of it. `founder` brought the bot in and may lead like administrators;
    so may `owners`, to whom the city's record was entrusted: it belongs to the team, not to a person. `limit`,
    `open_votes` and `by_poll` are how the team likes its rounds; each round keeps what held when it began.

    `doors` are the hashes of the links that lead here, by what they open: `board`, `answers`,
    `answers.<competency>`, `owner`, `successor.<member>`. `name` is there for a team that has no group.
    `plan`, `quiet` and `page` are as in a session: what is taken on after a result, and what is looked at.
    `turn` counts questions, votes anew and changes of the plan. `place` counts how often what stands had to be put
    again below.
    """

    version: Literal[1] = 1
    language: str
    name: str = ""
    city: str = ""
    founder: str = ""
    owners: tuple[str, ...] = ()
    members: dict[str, Member] = {}
    limit: int = 0
    open_votes: bool = False
    by_poll: bool = False
    doors: dict[str, str] = {}
    apart: Apart | None = None
    turn: int = 0
    place: int = 0
    round: Round | None = None
    past: tuple[Round, ...] = ()
    plan: tuple[Planned, ...] = ()
    quiet: bool = False
    page: str = ""
