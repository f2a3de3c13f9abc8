"""Who drives the use of data: one advocate first, later which role for which gap."""

from collections.abc import Mapping

from dialogues.message import Button
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.roles import Calling, callings, needs_an_advocate


def leadership(moment: Moment, argument: str) -> Heard:
    """Opens the page."""
    return Heard(moment.session.model_copy(update={"page": "leadership"}))


def ways_to_lead(scene: Scene, argument: str) -> tuple[Button, ...]:
    """The cards on people, as they stand among the institutions."""
    found = scene.rubric.institutions.leadership
    titles = (found.advocate.title, *(each.title for each in found.roles), found.hard_part.title)
    cards = (Button(title, f"institutions.leadership.{number}") for number, title in enumerate(titles, 1))
    return (*cards, Button(scene.label("institutions"), "institutions"), Button(scene.label("page_left"), "continue"))


def tell_leadership(scene: Scene, argument: str) -> str:
    """What fits the levels that are known, with the gaps that each role would fill; the others by their time."""
    profile, found = scene.profile(), scene.rubric.institutions.leadership
    called = callings(scene.rubric, profile)
    return scene.wording.say(
        "leadership.page",
        typical=profile.typical,
        advocate=found.advocate if needs_an_advocate(profile) else None,
        ready=[_told(scene, each) for each in called if each.is_ready and each.gaps],
        idle=[each.role for each in called if each.is_ready and not each.gaps],
        later=[each.role for each in called if not each.is_ready],
        hard_part=found.hard_part,
    )


def _told(scene: Scene, calling: Calling) -> Mapping[str, object]:
    return {"role": calling.role, "gaps": [scene.rubric.statement_by_id[each].short for each in calling.gaps]}
