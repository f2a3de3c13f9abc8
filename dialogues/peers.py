"""Cities of similar size: taking part with one tap, off by default, out with one tap, and what may be seen of them."""

import json

from dialogues.looking_back import results
from dialogues.message import Button, Remark, Reply
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.peers import FEWEST, PARTS, City, Figures, Move

SIZES = ("small", "medium", "large", "metropolis")
"""Bands of inhabitants: up to 50,000, to 250,000, to a million, and more."""
LEAVE = "leave"
PART = "▰"


def peers(moment: Moment, argument: str) -> Heard:
    """Takes part with a size, leaves, or tells what may be seen; whoever takes no part is asked first."""
    session = moment.session
    if not (moment.scene.sheet.ratings or moment.scene.sheet.guesses):
        return Heard(session, (Remark("no_result"),))
    if argument == LEAVE:
        return Heard(session.model_copy(update={"peers": ""}), (Remark("peers_left"),))
    if argument in SIZES:
        return Heard(session.model_copy(update={"peers": argument}), (Remark("peers_joined"),))
    if session.peers:
        return Heard(session, (Remark("peers"),))
    return Heard(session.model_copy(update={"page": "peers"}))


def ways_to_take_part(scene: Scene, argument: str) -> tuple[Button, ...]:
    """One tap says the size, and yes; the other is no."""
    sizes = tuple(Button(scene.wording.recite_plain(f"peers.{each}"), f"peers.{each}") for each in SIZES)
    return (*sizes, Button(scene.wording.recite_plain("peers.no"), "continue"))


def tell_invitation(scene: Scene, argument: str) -> str:
    """What taking part means, before anything is given."""
    return scene.wording.recite("peers.invitation", fewest=FEWEST)


def tell_peers(scene: Scene, about: str) -> tuple[Reply, ...]:
    """What may be seen; `about` are the figures as `written` gives them, "" while there are none."""
    leave = (Button(scene.wording.recite_plain("peers.leave"), f"peers.{LEAVE}"), _back(scene))
    figures = read(about)
    if figures is None:
        return (Reply(scene.wording.recite("peers.not_enough", fewest=FEWEST), leave),)
    own = {area: each.level for area, each in scene.profile().competencies.items()}
    rows = [
        (
            area.title,
            own.get(area.id, 0),
            [(level, PART * part, part) for level, part in enumerate(parts, 1) if part],
        )
        for area in scene.rubric.competencies
        if (parts := figures.shares.get(area.id))
    ]
    moves = [_told(scene, each) for each in figures.moves if each.competency in scene.rubric.competency_by_id]
    told = scene.wording.say("peers.figures", cities=figures.cities, rows=rows, moves=moves, parts=PARTS)
    return (Reply(told, leave),)


def tell_joined(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.recite("peers.joined"), (Button(scene.label("peers"), "peers"), _back(scene))),)


def tell_left(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.recite("peers.left"), (_back(scene),)),)


def city_of(scene: Scene) -> City:
    """What this city gives: levels, moves since its first result, steps done. No name, no notes, no dates."""
    trail = results(scene)
    if not trail:
        return City({})
    first, last = trail[0].profile.competencies, trail[-1].profile.competencies
    moves = {area: (first[area].level, each.level) for area, each in last.items() if area in first}
    done = frozenset(each.tactic for each in scene.session.plan if each.state == "done")
    return City({area: each.level for area, each in last.items()}, moves, done)


def written(figures: Figures) -> str:
    """Figures as text."""
    return json.dumps([figures.cities, dict(figures.shares), figures.moves])


def read(text: str) -> Figures | None:
    """Figures from text; None if there are none."""
    if not text:
        return None
    cities, shares, moves = json.loads(text)
    told = tuple(Move(area, was, now, many, tuple(tactics)) for area, was, now, many, tactics in moves)
    return Figures(cities, {area: tuple(parts) for area, parts in shares.items()}, told)


def _told(scene: Scene, move: Move) -> dict[str, object]:
    titles = {each.id: each.title for each in scene.rubric.tactics}
    tactics = [titles[each] for each in move.tactics if each in titles]
    return {**move._asdict(), "title": scene.title(move.competency), "tactics": tactics}


def _back(scene: Scene) -> Button:
    return Button(scene.label("back_to_result"), "continue")
