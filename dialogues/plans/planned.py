"""The pages of the plan: what each says, and what can be pressed there."""

from collections.abc import Callable, Mapping

from dialogues.message import Button, Reply
from dialogues.plans.planning import BLOCKS, DAYS, helped, offered, step_at
from dialogues.scene import Scene
from dialogues.session import Planned
from rubric.model import Rating, Tactic

Buttons = tuple[Button, ...]
Ways = Callable[[Scene, str], Buttons]


def ways_to_plan(scene: Scene, argument: str) -> Buttons:
    """What can be pressed on a page of the plan."""
    page, _, rest = argument.partition(".")
    return WAYS.get(page, _overview)(scene, rest)


def tell_plan(scene: Scene, argument: str) -> str:
    """What a page of the plan says."""
    page, _, rest = argument.partition(".")
    place = rest.partition(".")[0]
    step = step_at(scene.session, place)
    if page not in WAYS or (step is None and page != "more"):
        page = ""
    return scene.wording.say(
        f"plan.{page or 'overview'}",
        steps=[_told(scene, each) for each in scene.session.plan],
        step=_told(scene, step) if step else {},
        offers=offered(scene),
        statement=_statement(scene, rest.partition(".")[2]),
        quiet=scene.session.quiet,
    )


def tell_due(scene: Scene, place: str) -> tuple[Reply, ...]:
    """A step whose time has come, told on a visit."""
    step = step_at(scene.session, place)
    if step is None:
        return ()
    way = Button(scene.wording.plain("labels.plan_tell"), f"plan.step.{place}")
    return (Reply(scene.wording.say("plan.due", step=_told(scene, step)), (way,)),)


def title_of(scene: Scene, step: Planned) -> str:
    tactic = tactic_of(scene, step)
    return tactic.title if tactic else step.tactic


def tactic_of(scene: Scene, step: Planned) -> Tactic | None:
    """None if the rubric has dropped it since."""
    return next((each for each in scene.rubric.tactics if each.id == step.tactic), None)


def _told(scene: Scene, step: Planned) -> Mapping[str, object]:
    tactic = tactic_of(scene, step)
    area = scene.rubric.competency_by_id.get(step.tactic.partition(".")[0])
    way = next((each for each in scene.rubric.institutions.innovation.steps if each.id == BLOCKS.get(step.block)), None)
    return {
        **step._asdict(),
        "title": title_of(scene, step),
        "first_step": tactic.first_step if tactic else "",
        "area": area.title if area else "",
        "block": scene.label(f"block_{step.block}") if step.block else "",
        "way": way,
        "again": bool(helped(scene, step)),
    }


def _statement(scene: Scene, about: str) -> str:
    statement = scene.rubric.statement_by_id.get(about)
    return statement.text if statement else ""


def _overview(scene: Scene, rest: str) -> Buttons:
    if not scene.session.plan:
        return _more(scene, rest)
    steps = tuple(
        Button(title_of(scene, each), f"plan.step.{place}")
        for place, each in enumerate(scene.session.plan, 1)
        if each.state != "done"
    )
    more = (_named(scene, "plan_more", "more"),) if offered(scene) else ()
    bell = _named(scene, "plan_loud", "loud") if scene.session.quiet else _named(scene, "plan_quiet", "quiet")
    report = Button(scene.label("report"), "report")
    clock = (Button(scene.label("plan_zone"), "zone"),) if scene.session.zone else ()
    return (*steps, *more, report, bell, *clock, *_out(scene))


def _more(scene: Scene, rest: str) -> Buttons:
    offers = offered(scene)
    every = (_named(scene, "plan_all", "take.all"),) if len(offers) > 1 else ()
    return (*every, *(Button(each.title, f"plan.take.{each.id}") for each in offers), *_out(scene))


def _step(scene: Scene, place: str) -> Buttons:
    names = ("done", "blocked", "later", "when", "who", "drop", "quiet")
    ways = tuple(_named(scene, f"plan_{each}", each if each == "quiet" else f"{each}.{place}") for each in names)
    return (*ways, _named(scene, "plan", ""))


def _when(scene: Scene, place: str) -> Buttons:
    dates = tuple(_named(scene, f"plan_in_{each}", f"on.{place}.{each}") for each in DAYS)
    return (*dates, _named(scene, "plan_never", f"on.{place}.never"), _named(scene, "plan", ""))


def _who(scene: Scene, place: str) -> Buttons:
    return (_named(scene, "plan_nobody", f"nobody.{place}"), _named(scene, "plan", ""))


def _blocked(scene: Scene, place: str) -> Buttons:
    blocks = tuple(_named(scene, f"block_{each}", f"because.{place}.{each}") for each in BLOCKS)
    return (*blocks, _named(scene, "plan", ""))


def _again(scene: Scene, rest: str) -> Buttons:
    place, _, about = rest.partition(".")
    statement = scene.rubric.statement_by_id.get(about)
    ratings = [each for each in Rating if each is not Rating.NA or (statement and statement.may_not_apply)]
    return (*(Button(scene.label(each), f"plan.rate.{place}.{about}.{each}") for each in ratings), *_out(scene))


def _back(scene: Scene, rest: str) -> Buttons:
    return (_named(scene, "plan", ""), *_out(scene))


def _named(scene: Scene, label: str, what: str) -> Button:
    return Button(scene.label(label), f"plan.{what}" if what else "plan")


def _out(scene: Scene) -> Buttons:
    return (Button(scene.label("page_left"), "continue"),)


WAYS: dict[str, Ways] = {
    "more": _more,
    "step": _step,
    "when": _when,
    "who": _who,
    "blocked": _blocked,
    "because": _back,
    "again": _again,
    "moved": _back,
}
"""What can be pressed on each page of the plan; on any other the plan itself."""
