"""What keeps a gain alive: pages on money, people, law, risks, real cases and the way of a new idea, to leaf through.

A page of the content is a list of cards. A card shows every field of its item that holds words, in the order of the
content, so that a fact that somebody adds there can be read here without further ado.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dialogues.message import Button
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.institutions import Institutions
from rubric.model import Example, Frozen

PAGES = ("innovation", "financing", "leadership", "authority", "risks", "cases", "master_plan", "uses")
UNTOLD = frozenset(
    {"id", "title", "number", "source", "when", "place", "assets", "payers", "fills", "statements", "looks_at"}
)
"""Fields that are told elsewhere, or are no words."""
TALKS = {"financing": "financing", "leadership": "leadership", "authority": "law", "master_plan": "outline"}
"""What one can go through step by step, by the page that it belongs to."""


class Card(NamedTuple):
    """One item of a page. `lines` are (label, texts); a label that is empty is not shown."""

    title: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    source: str


def institutions(moment: Moment, argument: str) -> Heard:
    """Opens the overview, a page, or a card of it. What is not there shows the overview."""
    name, _, place = argument.partition(".")
    known = name in PAGES and (not place or _card_at(moment.scene, name, place) is not None)
    page = f"institutions.{argument}" if known else "institutions"
    return Heard(moment.session.model_copy(update={"page": page}))


def ways_through(scene: Scene, argument: str) -> tuple[Button, ...]:
    """The pages; on a page its cards; on a card the next one and the page."""
    name, _, place = argument.partition(".")
    out = Button(scene.label("page_left"), "continue")
    if name not in PAGES:
        pages = (Button(_title(scene, each), f"institutions.{each}") for each in PAGES)
        return (*pages, Button(scene.label("playbook"), "playbook"), out)
    overview = Button(scene.label("institutions"), "institutions")
    talk = (Button(scene.label(TALKS[name]), TALKS[name]),) if name in TALKS else ()
    cards = _cards(scene, name)
    if not place:
        ways = (Button(each.title, f"institutions.{name}.{number}") for number, each in enumerate(cards, 1))
        return (*talk, *ways, overview, out)
    later = int(place) + 1 if place.isdecimal() else 1
    onward = (Button(cards[later - 1].title, f"institutions.{name}.{later}"),) if later <= len(cards) else ()
    return (*onward, *talk, Button(_title(scene, name), f"institutions.{name}"), overview, out)


def tell_institutions(scene: Scene, argument: str) -> str:
    """The overview, a page, or a card."""
    name, _, place = argument.partition(".")
    if name not in PAGES:
        return scene.wording.say("institutions.overview")
    card = _card_at(scene, name, place)
    page = getattr(scene.rubric.institutions, name)
    if card is None:
        return scene.wording.say("institutions.page", title=page.title, about=getattr(page, "about", ""))
    return scene.wording.say("institutions.card", card=card, warning=_warning(scene.rubric.institutions, name))


def _warning(found: Institutions, name: str) -> object:
    """The source's warning belongs to every way of earning money with data."""
    return found.financing.warning if name == "financing" else None


def _card_at(scene: Scene, name: str, place: str) -> Card | None:
    cards = _cards(scene, name)
    number = int(place) if place.isdecimal() and len(place) < 3 else 0
    return cards[number - 1] if 0 < number <= len(cards) else None


def _cards(scene: Scene, name: str) -> tuple[Card, ...]:
    page = getattr(scene.rubric.institutions, name)
    loose = Card(page.title, tuple(_lines(scene, page, nested=False)), "")
    items = [_card(scene, each) for each in _items(page)]
    named = loose._replace(title=scene.wording.plain("institutions.example_of", title=page.title))
    return (*items, named) if loose.lines else tuple(items)


def _items(page: Frozen) -> Iterator[Frozen]:
    """What has a title of its own on a page, in the order of the content."""
    for name in type(page).model_fields:
        value = () if name in UNTOLD else getattr(page, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Frozen) and hasattr(each, "id"):
                yield each


def _card(scene: Scene, item: Frozen) -> Card:
    title = getattr(item, "title", "") or f"{getattr(item, 'place', '')}, {getattr(item, 'country', '')}"
    source = getattr(item, "source", None)
    return Card(title, tuple(_lines(scene, item, nested=True)), source.section if source else "")


def _lines(scene: Scene, item: Frozen, *, nested: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each field of an item that holds words, with its label. Without `nested` items within it are left out."""
    for name in type(item).model_fields:
        value = getattr(item, name)
        if name in UNTOLD or value is None or (not nested and name in {"about", "warning"}):
            continue
        texts = tuple(_texts(scene, value, nested))
        if texts:
            yield scene.wording.plain(f"institutions.{name}"), texts


def _texts(scene: Scene, value: object, nested: bool) -> Iterator[str]:
    if isinstance(value, str | int):
        means = scene.rubric.institutions.financing.means_by_id.get(str(value))
        yield means.text if means else str(value)
    elif isinstance(value, Example):
        yield scene.wording.plain("institutions.seen", example=value)
    elif isinstance(value, Mapping):
        for area, level in value.items():
            yield scene.wording.plain("institutions.stated", title=scene.title(area), level=level)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(scene, each, nested)
    elif isinstance(value, Frozen) and nested and hasattr(value, "title"):
        parts = [texts for _, texts in _lines(scene, value, nested=True)]
        yield f"{value.title}: {' '.join(text for texts in parts for text in texts)}"


def _title(scene: Scene, name: str) -> str:
    return str(getattr(scene.rubric.institutions, name).title)
