"""What can be pressed at a position: the answers first, then the ways out, numbered as they stand."""

from collections.abc import Callable
from functools import lru_cache

from dialogues.guide.funding import ways_to_finance
from dialogues.guide.institutions import ways_through
from dialogues.guide.leaders import ways_to_lead
from dialogues.guide.legal import ways_through_law
from dialogues.guide.playbook import ways_through_playbook
from dialogues.initiatives.assessed import ways_with_initiative
from dialogues.message import Button
from dialogues.peers import ways_to_take_part
from dialogues.plans.planned import ways_to_plan
from dialogues.plans.zones import ways_to_zone
from dialogues.position import Place, familiar_candidates, position
from dialogues.rechecking import ways_to_recheck
from dialogues.scene import Scene
from dialogues.sentences import Wording
from dialogues.sharing import ways_to_share
from dialogues.supposing import ways_to_suppose
from rubric.model import Rating

CHECKS = ("quick", "full", "area")
AFTER_RESULT = ("why", "needs", "suppose", "plan", "report")
AFTER_GUESS = ("full", *AFTER_RESULT)
FURTHER = ("steps", "institutions", "area", "restart", "later")
"""What stands behind "More", so that all buttons of a result are seen on a phone. It can be typed without it."""
MORE = "result.more"


Buttons = tuple[Button, ...]


def buttons(scene: Scene) -> Buttons:
    """What can be pressed where the scene stands."""
    return BUTTONS[scene.where.place](scene)


@lru_cache(maxsize=1024)
def _named(wording: Wording, *names: str) -> Buttons:
    """Buttons whose value is their name."""
    return tuple(Button(wording.recite_plain(f"labels.{name}"), name) for name in names)


def _fixed(*names: str) -> Callable[[Scene], Buttons]:
    def fixed(scene: Scene) -> Buttons:
        return _named(scene.wording, *names)

    return fixed


def _areas(scene: Scene) -> Buttons:
    areas = tuple(Button(area.title, f"area.{area.id}") for area in scene.rubric.competencies)
    return (*areas, *_named(scene.wording, "back"))


def _guesses(scene: Scene) -> Buttons:
    area = scene.rubric.competency_by_id[scene.where.about]
    levels = tuple(
        Button(f"{each.level} · {each.label}", f"quick.{area.id}.{each.level}") for each in area.descriptions
    )
    return (*levels, *_named(scene.wording, "help", "back"))


def _ratings(scene: Scene) -> Buttons:
    statement = scene.rubric.statement_by_id[scene.where.about]
    return _ratings_of(scene.wording, statement.id, statement.may_not_apply)


@lru_cache(maxsize=1024)
def _ratings_of(wording: Wording, statement: str, may_not_apply: bool) -> Buttons:
    possible = [each for each in Rating if each is not Rating.NA or may_not_apply]
    ratings = tuple(Button(wording.recite_plain(f"labels.{each}"), f"{statement}.{each}") for each in possible)
    return (*ratings, *_named(wording, "help", "back"))


def _symptoms(scene: Scene) -> Buttons:
    candidates = familiar_candidates(scene.session, scene.rubric, scene.sheet)
    toggles = tuple(_toggle(scene, each, each in scene.session.ticked) for each in candidates)
    return (*toggles, *_named(scene.wording, "done", "back"))


def _toggle(scene: Scene, symptom: str, ticked: bool) -> Button:
    """Its value states what shall be, so pressing it twice does not undo it."""
    short = scene.rubric.symptom_by_id[symptom].short
    label = scene.wording.plain("labels.ticked" if ticked else "labels.unticked", short=short)
    return Button(label, f"symptoms.{symptom}.{'off' if ticked else 'on'}")


def _yes_or_no(scene: Scene) -> Buttons:
    kind = scene.where.about
    if kind == "meant":
        return _meant(scene)
    return tuple(Button(scene.label(f"{kind}_{each}"), f"{kind}.{each}") for each in ("yes", "no"))


def _meant(scene: Scene) -> Buttons:
    """What may have been meant, under the labels of the open question, and a way out."""
    pending = scene.session.pending
    labels = {each.value: each.label for each in open_buttons(scene)}
    options = tuple(
        Button(labels[each], f"meant.{each}") for each in (pending.options if pending else ()) if each in labels
    )
    return (*options, Button(scene.wording.plain("understanding.meant_other"), "meant.other"))


def open_buttons(scene: Scene) -> Buttons:
    """The buttons of the question that lies beneath what waits for an answer."""
    beneath = scene.session.model_copy(update={"pending": None, "paused": False, "page": ""})
    return buttons(scene._replace(session=beneath, where=position(beneath, scene.rubric, scene.sheet)))


def _after_result(scene: Scene) -> Buttons:
    rated = {each.partition(".")[0] for each in scene.sheet.ratings}
    complete = all(area.id in rated for area in scene.rubric.competencies)
    more = Button(scene.label("more"), MORE)
    return (*_named(scene.wording, *(AFTER_RESULT if complete else AFTER_GUESS)), more)


def _further(scene: Scene, argument: str) -> Buttons:
    return (*_named(scene.wording, *FURTHER), Button(scene.label("page_left"), "continue"))


PAGES: dict[str, Callable[[Scene, str], Buttons]] = {
    "more": _further,
    "suppose": ways_to_suppose,
    "plan": ways_to_plan,
    "recheck": ways_to_recheck,
    "zone": ways_to_zone,
    "share": ways_to_share,
    "peers": ways_to_take_part,
    "institutions": ways_through,
    "playbook": ways_through_playbook,
    "financing": ways_to_finance,
    "leadership": ways_to_lead,
    "law": ways_through_law,
    "initiative": ways_with_initiative,
}
"""What can be pressed on a page, by its name."""


def _on_page(scene: Scene) -> Buttons:
    name, _, argument = scene.where.about.partition(".")
    return PAGES[name](scene, argument)


BUTTONS: dict[Place, Callable[[Scene], Buttons]] = {
    Place.WELCOMING: _fixed("agree"),
    Place.NAMING: _fixed("skip"),
    Place.CHOOSING: _fixed(*CHECKS, "initiative"),
    Place.CHOOSING_AREA: _areas,
    Place.GUESSING: _guesses,
    Place.ASKING: _ratings,
    Place.RECOGNISING: _symptoms,
    Place.CONFIRMING: _yes_or_no,
    Place.PAUSED: _fixed("continue", "result", "restart"),
    Place.DONE: _after_result,
    Place.LOOKING: _on_page,
}
