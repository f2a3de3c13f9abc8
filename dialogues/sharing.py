"""Comparing with a colleague: a code that one gives with one tap, and the other sends; it can be taken back."""

import json
import re

from dialogues.commanding import answered_only
from dialogues.commanding import start as begin
from dialogues.message import Button, Remark, Reply
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.answers import AnswerError, read_sheet
from rubric.model import Rating
from rubric.profile import Sheet
from rubric.scoring import score

CODE = re.compile(r"[A-Za-z0-9_-]{32}")
IN_LINKS = "compare_"
"""How a code begins in a link to a chat."""
MOST_DIFFERENCES = 6


def share(moment: Moment, argument: str) -> Heard:
    """Asks whether a code is wanted, has one made, or takes it back."""
    session = moment.session
    if not (moment.scene.sheet.ratings or moment.scene.sheet.guesses):
        return Heard(session, (Remark("no_result"),))
    if argument == "make":
        return Heard(session.model_copy(update={"page": ""}), (Remark("code"),))
    if argument == "withdraw":
        return Heard(session.model_copy(update={"shared": "", "page": ""}), (Remark("withdrawn"),))
    return Heard(session.model_copy(update={"page": "share"}))


def compare(moment: Moment, argument: str) -> Heard:
    """With a colleague whose code this is; otherwise with an earlier result."""
    code = argument.removeprefix(IN_LINKS)
    if not CODE.fullmatch(code):
        return answered_only("compare")(moment, argument)
    answered = moment.scene.sheet.ratings or moment.scene.sheet.guesses
    return Heard(moment.session, (Remark("colleague", code) if answered else Remark("own_first"),))


def start(moment: Moment, argument: str) -> Heard:
    """Begins, or goes on; a link may bring a code along."""
    return compare(moment, argument) if argument.startswith(IN_LINKS) else begin(moment, argument)


def ways_to_share(scene: Scene, argument: str) -> tuple[Button, ...]:
    """One tap is yes."""
    withdraw = (_named(scene, "withdraw", "share.withdraw"),) if scene.session.shared else ()
    return (_named(scene, "make", "share.make"), *withdraw, Button(scene.label("page_left"), "continue"))


def tell_share(scene: Scene, argument: str) -> str:
    """What would be shared, before anything is."""
    return scene.wording.say("sharing.sure", out=bool(scene.session.shared))


def tell_code(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The code, on a line of its own to be passed on; `about` is "" where none can be made."""
    if not about:
        return (Reply(scene.wording.recite("sharing.not_here")),)
    line = Reply(scene.wording.say("sharing.line", code=about), code=about)
    ways = (_named(scene, "withdraw", "share.withdraw"), Button(scene.label("back_to_result"), "continue"))
    return line, Reply(scene.wording.recite("sharing.made"), ways)


def tell_withdrawn(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.recite("sharing.withdrawn")),)


def tell_own_first(scene: Scene, about: str) -> tuple[Reply, ...]:
    return (Reply(scene.wording.recite("sharing.own_first")),)


def tell_colleague(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The two results side by side; `about` are the colleague's answers as `written` gives them."""
    theirs = _read(scene, about)
    if theirs is None:
        return (Reply(scene.wording.recite("sharing.nowhere")),)
    ours = scene.profile().competencies
    levels = score(scene.rubric, theirs).competencies
    rows = [(scene.title(area), ours[area].level, levels[area].level) for area in ours if area in levels]
    told = scene.wording.say("sharing.compared", rows=rows, differences=_differences(scene, theirs))
    return (Reply(told),)


def written(sheet: Sheet) -> str:
    """What is shared: the ratings and guessed levels, and nothing else."""
    ratings = {about: str(rating) for about, rating in sheet.ratings.items()}
    return json.dumps({**ratings, **{f"quick.{area}": level for area, level in sheet.guesses.items()}})


def _read(scene: Scene, text: str) -> Sheet | None:
    """None without answers, or with answers to another rubric."""
    try:
        return read_sheet(scene.rubric, json.loads(text)) if text.startswith("{") else None
    except AnswerError:
        return None


def _differences(scene: Scene, theirs: Sheet) -> list[tuple[str, str, str]]:
    """The statements that the two rate differently: short name and both ratings, the furthest apart first."""
    points = {str(rating): points for rating, points in scene.rubric.scoring.points.items()}
    apart = [
        (abs(points.get(own, 0) - points.get(their, 0)), scene.rubric.statement_by_id[about].short, own, their)
        for about, own in scene.sheet.ratings.items()
        if (their := theirs.ratings.get(about)) not in (None, own) and isinstance(their, Rating)
    ]
    furthest = sorted(apart, key=lambda each: -each[0])[:MOST_DIFFERENCES]
    return [(short, scene.label(own), scene.label(their)) for _, short, own, their in furthest]


def _named(scene: Scene, key: str, value: str) -> Button:
    return Button(scene.wording.recite_plain(f"sharing.{key}"), value)
