"""A check some months later: each old answer is shown, and only asked whether it is still so."""

from dialogues.answering import entered
from dialogues.commanding import put_by
from dialogues.message import Button, Remark
from dialogues.moment import Heard, Moment
from dialogues.plans.reminding import DAY
from dialogues.plans.zones import first_asked
from dialogues.position import KEPT
from dialogues.scene import Scene
from dialogues.session import Entry
from rubric.model import Rating

DAYS = {"3": 91, "6": 182, "12": 365}
"""When to look again, by months."""
SAME = "same"


def recheck(moment: Moment, argument: str) -> Heard:
    """Begins with the first answer, or takes `<statement>.<rating>` for one and goes on to the next."""
    session, rated = moment.session, _rated(moment.scene)
    if not rated:
        return Heard(session, (Remark("no_result"),))
    if not argument:
        kept = {"entries": session.entries, "notes": session.notes, "page": f"recheck.{rated[0]}", "again": 0}
        return Heard(put_by(session, moment.message.at, moment.scene.rubric).model_copy(update=kept))
    about, _, answer = argument.rpartition(".")
    if about not in rated:
        return Heard(session.model_copy(update={"page": f"recheck.{rated[0]}"}))
    if answer in list(Rating):
        session = entered(session, Entry(about, answer))
    session = session.model_copy(update={"answered_at": moment.message.at})
    later = rated[rated.index(about) + 1 :]
    facts = {"page": f"recheck.{later[0]}"} if later else {"page": "", "want": KEPT}
    return Heard(session.model_copy(update=facts), () if later else (Remark("compare"),))


def again(moment: Moment, argument: str) -> Heard:
    """Says when it is good to look again, or notes that somebody wants to be asked then."""
    if argument not in {*DAYS, "never"}:
        return Heard(moment.session, (Remark("later"),))
    at = moment.message.at + DAYS[argument] * DAY if argument in DAYS else 0
    heard = Heard(moment.session.model_copy(update={"again": at}), (Remark("again", str(at)),))
    return first_asked(heard) if at else heard


def ways_to_recheck(scene: Scene, argument: str) -> tuple[Button, ...]:
    """Still so, another rating, or out."""
    statement = scene.rubric.statement_by_id.get(argument)
    if statement is None:
        return (Button(scene.wording.plain("history.begin"), "recheck"), Button(scene.label("page_left"), "continue"))
    old = scene.sheet.ratings.get(argument)
    others = [each for each in Rating if each != old and (each is not Rating.NA or statement.may_not_apply)]
    ratings = (Button(scene.label(each), f"recheck.{argument}.{each}") for each in others)
    same = Button(scene.wording.plain("history.still_so"), f"recheck.{argument}.{SAME}")
    return (same, *ratings, Button(scene.label("page_left"), "continue"))


def tell_recheck(scene: Scene, argument: str) -> str:
    """The statement with the old answer; without one, the invitation to look again."""
    statement = scene.rubric.statement_by_id.get(argument)
    if statement is None:
        return scene.wording.say("history.invitation")
    rated = _rated(scene)
    old = scene.sheet.ratings.get(argument)
    number = rated.index(argument) + 1 if argument in rated else 1
    return scene.wording.say(
        "history.recheck",
        number=number,
        total=len(rated),
        title=scene.title(statement.competency),
        statement=statement.text,
        old=scene.label(old) if old else "",
    )


def _rated(scene: Scene) -> tuple[str, ...]:
    """The statements that have an answer, in the rubric's order."""
    return tuple(each for each in scene.rubric.statement_by_id if each in scene.sheet.ratings)
