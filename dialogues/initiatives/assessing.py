"""What a person does with an initiative: names it, says what it touches, answers for it, and looks where it is stuck.

Everything is asked for as `initiative.<what>…`. Only what is asked where the initiative stands is taken in.
"""

from collections.abc import Callable

from dialogues.cleaning import LONGEST_NAME, one_line
from dialogues.initiatives.standing import YES, Stage, at_hand, standpoint, step_at
from dialogues.message import Remark
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from dialogues.session import Entry, Initiative, Session
from dialogues.understanding import Question
from rubric.model import Rating

MOST_INITIATIVES = 5
"""So many are kept; the oldest goes first."""

ANSWERS = frozenset({"new", "skip", "done", "before", "with", "way"})
"""What settles the question that stood; everything else only leads elsewhere, or changes it in place."""
QUESTIONS: dict[Stage, Question] = {Stage.NAMING: "name", Stage.BEFORE: "rating", Stage.WITH: "rating"}
"""What kind of answer a stage awaits; all others offer a choice."""

Doing = Callable[[Moment, str], Heard]


def initiative(moment: Moment, argument: str) -> Heard:
    """The first page, or what `argument` does. What it does not know shows that page."""
    what, _, rest = argument.partition(".")
    return DOING[what](moment, rest) if what in DOING else _at(moment.session)


def project_named(moment: Moment) -> Heard | None:
    """Typed words as the name of the project, where that is what was asked; None elsewhere."""
    if asked_on_page(moment.scene) != "name":
        return None
    return _at(_with(moment.scene, name=one_line(moment.text, LONGEST_NAME)), "go")


def asked_on_page(scene: Scene) -> Question:
    """What kind of answer is awaited on the page that is open; a choice on all but some of an initiative."""
    if scene.session.page != "initiative.go":
        return "choice"
    return QUESTIONS.get(standpoint(scene).stage, "choice")


def is_answer(value: str) -> bool:
    """Whether the value of a button settles what an initiative's page asks."""
    name, _, rest = value.partition(".")
    return name == "initiative" and rest.partition(".")[0] in ANSWERS


def _new(moment: Moment, rest: str) -> Heard:
    """Another project. One of which nothing was said yet is taken for it."""
    others = tuple(each for each in moment.session.initiatives if each != Initiative())
    kept = (*others, Initiative())[-MOST_INITIATIVES:]
    return _at(moment.session.model_copy(update={"initiatives": kept}), "go")


def _go(moment: Moment, rest: str) -> Heard:
    if rest == "back":
        return _back(moment.scene)
    return _at(moment.session, "go") if moment.session.initiatives else _new(moment, "")


def _open(moment: Moment, rest: str) -> Heard:
    """An earlier project, counted from 1, becomes the one at hand."""
    known = moment.session.initiatives
    number = int(rest) if rest.isdecimal() and len(rest) < 3 else 0
    if not 0 < number <= len(known):
        return _at(moment.session)
    ordered = (*known[: number - 1], *known[number:], known[number - 1])
    return _at(moment.session.model_copy(update={"initiatives": ordered}), "go")


def _back(scene: Scene) -> Heard:
    """Without the last answer, and before the first one a stage earlier."""
    project = at_hand(scene)
    if project.entries:
        return _at(_with(scene, entries=project.entries[:-1]), "go")
    if project.chosen:
        return _at(_with(scene, chosen=False, taken=()), "go")
    if project.name is not None:
        return _at(_with(scene, name=None), "go")
    return _at(scene.session)


def _unnamed(moment: Moment, rest: str) -> Heard:
    named = at_hand(moment.scene).name is not None
    return _at(moment.session if named else _with(moment.scene, name=""), "go")


def _touch(moment: Moment, rest: str) -> Heard:
    """A competency is touched, or not after all. The value states what shall be, so pressing twice undoes nothing."""
    area, _, state = rest.partition(".")
    project = at_hand(moment.scene)
    if project.chosen or area not in moment.scene.rubric.competency_by_id:
        return _at(moment.session, "go")
    others = tuple(each for each in project.areas if each != area)
    touched = _with(moment.scene, areas=(*others, area) if state == "on" else others)
    return _at(touched, "go")._replace(remarks=(Remark("turned"),))


def _chosen(moment: Moment, rest: str) -> Heard:
    """All areas are named: now it is asked how things stand there, unless the city's check says so."""
    project = at_hand(moment.scene)
    if standpoint(moment.scene).stage is not Stage.TOUCHING or not project.areas:
        return _at(moment.session, "go")
    taken = answers_of_city(moment.scene) if rest == "taken" else ()
    return _at(_with(moment.scene, chosen=True, taken=taken), "go")


def answers_of_city(scene: Scene) -> tuple[Entry, ...]:
    """What the city's check knows of the areas that the project touches."""
    areas = at_hand(scene).areas
    return tuple(
        each._replace(words="")
        for each in scene.session.entries
        if each.about.partition(".")[0] in areas or each.about in {f"quick.{area}" for area in areas}
    )


def _answered(stage: Stage) -> Doing:
    def answered(moment: Moment, rest: str) -> Heard:
        about, _, rating = rest.rpartition(".")
        scene, project = moment.scene, at_hand(moment.scene)
        if standpoint(scene) != (stage, about) or not _possible(scene, about, rating):
            return _at(moment.session, "go")
        entered = _with(scene, entries=(*project.entries, Entry(f"{stage}.{about}", rating)))
        typed = moment.text != f"initiative.{stage}.{rest}"
        return _at(entered, "go")._replace(remarks=(Remark("page_noted", rating),) if typed else ())

    return answered


def _possible(scene: Scene, about: str, rating: str) -> bool:
    return rating in list(Rating) and (rating != Rating.NA or scene.rubric.statement_by_id[about].may_not_apply)


def _page(name: str) -> Doing:
    def shown(moment: Moment, rest: str) -> Heard:
        return _at(moment.session, f"{name}.{rest}" if rest else name)

    return shown


def _help(moment: Moment, rest: str) -> Heard:
    about = standpoint(moment.scene).about
    return _at(moment.session, "go")._replace(remarks=(Remark("what_counts", about),) if about else ())


def _stuck(moment: Moment, rest: str) -> Heard:
    """Where is it stuck? `again` looks anew, `back` takes the last answer away."""
    steps = at_hand(moment.scene).steps
    kept = {"again": (), "back": steps[:-1]}.get(rest, steps)
    if rest == "back" and not steps:
        return _at(moment.session)
    return _at(_with(moment.scene, steps=kept) if kept != steps else moment.session, "stuck")


def _way(moment: Moment, rest: str) -> Heard:
    """The answer for one step of the process: `<number>.yes`, or `<number>.<question>` for the first "not yet"."""
    number, _, answer = rest.partition(".")
    step = step_at(moment.scene)
    if step is None or number != str(step.number) or answer not in {YES, *_numbers(len(step.questions))}:
        return _at(moment.session, "stuck")
    others = tuple(each for each in at_hand(moment.scene).steps if each.about != step.id)
    return _at(_with(moment.scene, steps=(*others, Entry(step.id, answer))), "stuck")


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def _with(scene: Scene, **facts: object) -> Session:
    """The session with other facts about the initiative at hand."""
    changed = at_hand(scene).model_copy(update=facts)
    return scene.session.model_copy(update={"initiatives": (*scene.session.initiatives[:-1], changed)})


def _at(session: Session, page: str = "") -> Heard:
    return Heard(session.model_copy(update={"page": f"initiative.{page}" if page else "initiative"}))


DOING: dict[str, Doing] = {
    "new": _new,
    "go": _go,
    "open": _open,
    "skip": _unnamed,
    "area": _touch,
    "done": _chosen,
    "before": _answered(Stage.BEFORE),
    "with": _answered(Stage.WITH),
    "help": _help,
    "stuck": _stuck,
    "way": _way,
    "example": _page("example"),
}
"""What can be done with an initiative."""
