"""What stands in a team's room: the question, the votes once they are shown, a pause, the result. Changes nothing.

Before the reveal only the number of voters is told: votes are read nowhere above `tell_votes`.
"""

from collections.abc import Callable

from dialogues.message import Reply
from dialogues.teams.menu import tell_menu
from dialogues.teams.pages import tell_page, ways_on
from dialogues.teams.phase import (
    Phase,
    asked_of,
    cast_of,
    count,
    explained,
    may_vote_again,
    phase,
    questions_to_come,
    standing,
)
from dialogues.teams.result import tell_team_result
from dialogues.teams.round import Ballot, Cast
from dialogues.teams.scene import TeamScene
from rubric.team import APART, DISAGREED

Speaker = Callable[[TeamScene, str], tuple[Reply, ...]]

BARS_AT_MOST = 12
FULL = "▰"
NAMES_AT_MOST = 12
"""Names beside one answer; of more only the number is told, so that the message stays one message."""


def tell_room(scene: TeamScene, link: str = "") -> tuple[Reply, ...]:
    """The standing message of a room. `link` opens a private chat in which a reason can be given."""
    return SPEAKERS[phase(scene.room)](scene, link)


def tell_greeting(scene: TeamScene) -> tuple[Reply, ...]:
    return (Reply(scene.say("greeting"), scene.named(("team_begin", "menu"))),)


def tell_closed(scene: TeamScene, ballot: Ballot) -> Reply:
    """A question as it stays in the chat when the next one is put."""
    return Reply(tell_votes(scene, ballot, ""))


def tell_moved_on(scene: TeamScene, ballot: Ballot) -> Reply:
    """A question that is put again further below."""
    return Reply(scene.say("moved_on", title=scene.title(ballot.about), text=scene.text(ballot.about)))


def toast(scene: TeamScene, remark: str, about: str = "") -> str:
    """What the one who acted sees for a moment, in their own language. Shows nobody else's vote."""
    told = TOASTS.get(remark)
    return told(scene, about) if told else scene.plain(f"toast_{remark}")


def tell_votes(scene: TeamScene, ballot: Ballot, link: str) -> str:
    """A question with its votes. Only for one that is revealed or closed."""
    found, now = count(ballot), scene.room.round
    cast = ballot.cast or cast_of(ballot.votes, scene.room.members)
    disputed = found.agreement in DISAGREED
    open_ends = ballot.outcome is None and disputed
    return scene.say(
        "shown",
        title=scene.title(ballot.about),
        text=scene.text(ballot.about),
        again=ballot.again,
        rows=[_row(scene, ballot, value, cast) for value in reversed(found.scale)],
        unknown=found.unknown,
        na=found.na,
        names={value: _names(ballot, value) for value in APART},
        middle=scene.value(ballot.about, found.median) if found.median else "",
        agreement=scene.plain(f"agreement_{found.agreement}") if found.agreement else "",
        reasons=[
            {"label": scene.value(ballot.about, explained(each, ballot)), "text": each.text} for each in ballot.reasons
        ],
        asks_reasons=open_ends,
        blind=now is None or not (now.open_votes or now.by_poll),
        lowest=scene.value(ballot.about, found.lowest) if found.lowest else "",
        highest=scene.value(ballot.about, found.highest) if found.highest else "",
        link=link,
        knows=ballot.knows,
        awaits_name=ballot.awaits_name,
        skipped=ballot.outcome == "skipped",
    )


def _row(scene: TeamScene, ballot: Ballot, value: str, cast: tuple[Cast, ...]) -> dict[str, object]:
    people = sum(each.people for each in cast if each.value == value)
    roles = [scene.role(each.role) for each in cast if each.value == value and each.role]
    return {
        "label": scene.value(ballot.about, value),
        "people": people,
        "bar": FULL * min(people, BARS_AT_MOST),
        "roles": sorted(roles),
        "names": _names(ballot, value),
    }


def _names(ballot: Ballot, value: str) -> list[str]:
    """Who gave an answer, where the team votes openly: nobody once the question is closed."""
    found = sorted(ballot.names.get(member, "") for member, vote in ballot.votes.items() if vote == value)
    shown = [name for name in found if name]
    return shown[:NAMES_AT_MOST] + [f"+{len(shown) - NAMES_AT_MOST}"] * (len(shown) > NAMES_AT_MOST)


def _question(scene: TeamScene, link: str) -> tuple[Reply, ...]:
    now, ballot = scene.room.round, standing(scene.room)
    if now is None or ballot is None:
        return tell_menu(scene)
    area = scene.rubric.competency_by_id.get(ballot.about.removeprefix("quick."))
    number = len(now.ballots)
    text = scene.say(
        "vote",
        title=scene.title(ballot.about),
        number=number,
        total=number + questions_to_come(now, scene.rubric),
        again=ballot.again,
        text=scene.text(ballot.about),
        options=area.descriptions if area else (),
        voted=len(ballot.votes),
        asked=asked_of(scene.room),
        leader=now.leader_name,
        open_votes=now.open_votes,
        by_poll=now.by_poll,
        limit=now.limit if ballot.due_at else 0,
    )
    votes = () if now.by_poll else scene.choices(ballot.about)
    extend = (("team_extend", "extend"),) if ballot.due_at else ()
    ways = (("team_reveal", "reveal"), *extend, ("team_skip", "skip"), ("team_pause", "pause"))
    return (Reply(text, (*votes, *scene.named(*ways)), asks=ballot.about),)


def _shown(scene: TeamScene, link: str) -> tuple[Reply, ...]:
    ballot = standing(scene.room)
    if ballot is None:
        return tell_menu(scene)
    again = (("team_again", "again"),) if may_vote_again(ballot) else ()
    who = (("team_who", "who"),) if any(each in APART for each in ballot.votes.values()) and not ballot.knows else ()
    ways = (("team_next", "next"), *again, *who, ("team_skip", "skip"), ("team_pause", "pause"))
    return (Reply(tell_votes(scene, ballot, link), scene.named(*ways), asks=ballot.about),)


def _paused(scene: TeamScene, link: str) -> tuple[Reply, ...]:
    ballots = scene.room.round.ballots if scene.room.round else ()
    done = sum(each.outcome is not None for each in ballots)
    return (Reply(scene.say("paused", done=done), scene.named(("team_resume", "resume"), ("team_end", "end"))),)


def _idle(scene: TeamScene, link: str) -> tuple[Reply, ...]:
    return tell_page(scene) or tell_menu(scene)


def _over(scene: TeamScene, link: str) -> tuple[Reply, ...]:
    now = scene.room.round
    return tell_page(scene) or (tell_team_result(scene, now, ways_on(scene)) if now else ())


def _voted(remark: str) -> Callable[[TeamScene, str], str]:
    def voted(scene: TeamScene, about: str) -> str:
        ballot = standing(scene.room) or (scene.room.round.ballots[-1] if scene.room.round else None)
        return scene.plain(f"toast_{remark}", vote=scene.value(ballot.about if ballot else "", about))

    return voted


SILENT = ("came", "left", "shown", "looked", "founded", "reason", "named", "retracted")
"""Remarks that need no word: the group sees what came of it."""

TOASTS: dict[str, Callable[[TeamScene, str], str]] = {
    "voted": _voted("voted"),
    "changed": _voted("changed"),
    "only_leaders": lambda scene, about: scene.plain("only_leaders"),
    "not_leading": lambda scene, about: scene.plain("toast_not_leading", name=about),
    "role": lambda scene, about: scene.plain("toast_role", role=scene.role(about)),
    "limit": lambda scene, about: scene.plain("toast_limit", limit=int(about)),
    **dict.fromkeys(SILENT, lambda scene, about: ""),
}

SPEAKERS: dict[Phase, Speaker] = {
    Phase.IDLE: _idle,
    Phase.VOTING: _question,
    Phase.DISCUSSING: _shown,
    Phase.PAUSED: _paused,
    Phase.DONE: _over,
}
