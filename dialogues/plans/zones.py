"""On whose clock reminders come: asked once, with one tap, when the first of them is set; changed at any time."""

from dialogues.message import Button
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene

ZONES = {
    "mexico": "America/Mexico_City",
    "bogota": "America/Bogota",
    "caracas": "America/Caracas",
    "buenos_aires": "America/Argentina/Buenos_Aires",
    "sao_paulo": "America/Sao_Paulo",
    "santiago": "America/Santiago",
    "asuncion": "America/Asuncion",
    "manaus": "America/Manaus",
    "tijuana": "America/Tijuana",
    "havana": "America/Havana",
    "port_au_prince": "America/Port-au-Prince",
    "kingston": "America/Jamaica",
    "port_of_spain": "America/Port_of_Spain",
}
"""Clocks of Latin America and the Caribbean, by the city that names each. Cities that share a clock share its rules."""
OTHER = "other"
"""Another clock: reminders come at the hours of the installation."""

FIRST = {
    "en": ("kingston", "port_of_spain"),
    "es": ("mexico", "bogota", "caracas", "buenos_aires", "santiago"),
    "pt": ("sao_paulo", "manaus"),
}
"""Clocks that stand on top in a language; all others follow."""


def first_asked(heard: Heard) -> Heard:
    """What was heard, with the question for the clock if nobody has been asked it yet."""
    if heard.session is None or heard.session.zone is not None:
        return heard
    return heard._replace(session=heard.session.model_copy(update={"page": "zone"}))


def zone(moment: Moment, argument: str) -> Heard:
    """Takes the clock that was chosen, and shows the plan if there is one; without any, asks."""
    if argument not in ZONES and argument != OTHER:
        return Heard(moment.session.model_copy(update={"page": "zone"}))
    page = "plan" if moment.session.plan else ""
    return Heard(moment.session.model_copy(update={"zone": ZONES.get(argument, ""), "page": page}))


def ways_to_zone(scene: Scene, argument: str) -> tuple[Button, ...]:
    """The cities: on top the installation's own, then those that speak the person's language."""
    own = (each for each, name in ZONES.items() if name == scene.script.zone)
    order = dict.fromkeys((*own, *FIRST.get(scene.wording.language, ()), *ZONES, OTHER))
    return tuple(Button(scene.wording.recite_plain(f"zones.{each}"), f"zone.{each}") for each in order)


def tell_zone(scene: Scene, argument: str) -> str:
    """The question."""
    return scene.wording.recite("zones.ask", first=scene.session.zone is None)
