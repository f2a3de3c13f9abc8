"""What the screen in the room shows: the question, how many have voted, then the votes, and the profile so far.

No names, and before the reveal nothing that depends on a vote.
"""

from dialogues.reporting import promised
from dialogues.teams.pages import facts_of
from dialogues.teams.phase import Phase, asked_of, count, invited_to, phase, questions_to_come, result, standing
from dialogues.teams.plan import last_result
from dialogues.teams.result import team_rows
from dialogues.teams.scene import TeamScene
from rubric.model import Rating

BOARD_WORDS = ("board_title", "board_profile", "board_none", "board_middle")


def board(scene: TeamScene) -> dict[str, object]:
    """Plain words and numbers, ready to be shown."""
    room, now, ballot = scene.room, scene.room.round, standing(scene.room)
    where = phase(room)
    shown: dict[str, object] = {"phase": str(where), "where": "", "title": "", "text": "", "count": "", "votes": []}
    shown |= {"middle": "", "agreement": "", "profile": team_rows(scene, result(now, scene.rubric)) if now else []}
    shown |= {"plan": [], "report": ""}
    if now is None or ballot is None or where is Phase.PAUSED:
        return shown | _at_rest(scene) | _after(scene)
    number = len(now.ballots)
    shown |= {
        "where": scene.plain("board_where", number=number, total=number + questions_to_come(now, scene.rubric)),
        "title": scene.title(ballot.about),
        "text": scene.text(ballot.about),
        "count": scene.plain("board_voted", voted=len(ballot.votes), asked=asked_of(room)),
    }
    return shown | (_votes(scene) if where is Phase.DISCUSSING else {})


def board_words(scene: TeamScene) -> dict[str, str]:
    """What the page says of itself."""
    return {name: scene.plain(name) for name in BOARD_WORDS}


def _at_rest(scene: TeamScene) -> dict[str, object]:
    """Between questions: whose board it is, and how many are done who answer apart."""
    room = scene.room
    title: dict[str, object] = {"title": room.name or room.city or scene.plain("board_title")}
    if room.apart is not None and invited_to(room):
        done = scene.plain("board_apart", handed=len(room.apart.handed), invited=invited_to(room))
        return title | {"count": done}
    return title | {"text": "" if room.round and room.round.ended_at else _waiting(scene)}


def _waiting(scene: TeamScene) -> str:
    return scene.plain("toast_is_paused" if phase(scene.room) is Phase.PAUSED else "board_waiting")


def _after(scene: TeamScene) -> dict[str, object]:
    """What the team has taken on, without who, and the name of the link to its report."""
    if last_result(scene.room) is None:
        return {}
    plan = [". ".join(filter(None, (each.title, each.when))) for each in promised(facts_of(scene))]
    text = {"text": scene.label("team_plan")} if plan else {}
    return {"plan": plan, "report": scene.label("report"), **text}


def _votes(scene: TeamScene) -> dict[str, object]:
    """The distribution as bars, with the same in words. Only for a question that is revealed."""
    ballot = standing(scene.room)
    if ballot is None:
        return {}
    found = count(ballot)
    steps = [*zip(found.scale, found.said, strict=True)]
    apart = [(str(Rating.UNKNOWN), found.unknown), (str(Rating.NA), found.na)]
    most = max((people for _, people in (*steps, *apart)), default=0) or 1
    told = [(scene.value(ballot.about, value), people) for value, people in steps]
    told += [(scene.value(ballot.about, value), people) for value, people in apart if people]
    return {
        "votes": [
            {"label": label, "people": people, "share": round(people / most, 3), "words": _bar(scene, label, people)}
            for label, people in told
        ],
        "middle": scene.value(ballot.about, found.median) if found.median else "",
        "agreement": scene.plain(f"agreement_{found.agreement}") if found.agreement else "",
    }


def _bar(scene: TeamScene, label: str, people: int) -> str:
    return scene.plain("board_votes", label=label, people=people)
