"""Which way of earning money with data fits? What is held, who would pay, and what follows, always with the warning.

Everything is asked for as `financing.<page>`; on a page of choices `financing.<page>.<name>.<on or off>`.
"""

from collections.abc import Mapping

from dialogues.message import Button, Remark
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.financing import Fit, Means, fits_for

ONWARD: Mapping[str, tuple[str, ...]] = {
    "assets": ("payers",),
    "payers": ("fit", "assets"),
    "fit": ("assets", "payers"),
}
"""The pages, and where each leads."""
MOST_NEAR = 2
"""Models that are named as nearest when none fits."""

Buttons = tuple[Button, ...]


def financing(moment: Moment, argument: str) -> Heard:
    """Opens a page, or ticks something on it. What is not there shows what can be held."""
    page, _, rest = argument.partition(".")
    name, _, shall = rest.partition(".")
    page = page if page in ONWARD else "assets"
    facts: dict[str, object] = {"page": f"financing.{page}"}
    about = f"financing.{name}"
    if shall not in {"on", "off"} or about not in {each.id for each in _choices(moment.scene, page)}:
        return Heard(moment.session.model_copy(update=facts))
    kept = tuple(each for each in moment.session.means if each != about)
    facts["means"] = (*kept, about) if shall == "on" else kept
    return Heard(moment.session.model_copy(update=facts), (Remark("turned"),))


def ways_to_finance(scene: Scene, argument: str) -> Buttons:
    """A press for each choice; below what fits, its cards; then the way on."""
    page = argument if argument in ONWARD else "assets"
    turns = tuple(_turn(scene, page, each) for each in _choices(scene, page))
    onward = tuple(Button(scene.label(f"financing_{each}"), f"financing.{each}") for each in ONWARD[page])
    cards = _cards(scene) if page == "fit" else ()
    return (*turns, *cards, *onward, *_out(scene))


def tell_financing(scene: Scene, argument: str) -> str:
    """The page's question with its choices, or which models fit and why."""
    page = argument if argument in ONWARD else "assets"
    fits = fits_for(scene.rubric.institutions.financing, scene.session.means)
    return scene.wording.say(
        f"financing.{page}",
        choices=_choices(scene, page),
        fitting=[each for each in fits if each.fits],
        near=[_near(scene, each) for each in fits[:MOST_NEAR]],
        warning=scene.rubric.institutions.financing.warning,
    )


def _choices(scene: Scene, page: str) -> tuple[Means, ...]:
    money = scene.rubric.institutions.financing
    return {"assets": money.assets, "payers": money.payers}.get(page, ())


def _turn(scene: Scene, page: str, means: Means) -> Button:
    """Its value states what shall be, so pressing it twice does not undo it."""
    is_on = means.id in scene.session.means
    label = scene.wording.plain("labels.ticked" if is_on else "labels.unticked", short=means.short)
    return Button(label, f"financing.{page}.{means.id.partition('.')[2]}.{'off' if is_on else 'on'}")


def _cards(scene: Scene) -> Buttons:
    """The cards of the models that fit, as they stand among the institutions."""
    money = scene.rubric.institutions.financing
    fitting = [each.model for each in fits_for(money, scene.session.means) if each.fits]
    return tuple(Button(each.title, f"institutions.financing.{money.models.index(each) + 1}") for each in fitting)


def _near(scene: Scene, fit: Fit) -> Mapping[str, object]:
    """What a model lacks: something to build on, somebody who pays, or both."""
    named = scene.rubric.institutions.financing.means_by_id
    payers = () if fit.payers else tuple(named[each] for each in fit.model.revenue_sources)
    return {"title": fit.model.title, "assets": () if fit.held else fit.missing, "payers": payers}


def _out(scene: Scene) -> Buttons:
    return (Button(scene.label("institutions"), "institutions"), Button(scene.label("page_left"), "continue"))
