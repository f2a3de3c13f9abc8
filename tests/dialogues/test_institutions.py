"""What keeps a gain alive can be read in the conversation, every fact of it, in every language."""

from collections.abc import Iterator
from html import unescape

import pytest

from dialogues.guide.institutions import PAGES
from dialogues.script import Script
from dialogues.words import languages
from rubric.model import Frozen
from rubric.values import Source
from tests.dialogues.conftest import Person

NO_WORDS = {"id", "number", "when", "looks_at", "fills", "statements", "data_assets", "revenue_sources", "short"}
"""Ids, numbers, and what stands on buttons."""


def facts(value: object, name: str = "") -> Iterator[str]:
    """Every word of a page that the content holds, but ids and where it stands in the source."""
    if isinstance(value, Frozen) and not isinstance(value, Source):
        for field in type(value).model_fields:
            if field not in NO_WORDS:
                yield from facts(getattr(value, field), field)
    elif isinstance(value, tuple):
        for each in value:
            yield from facts(each, name)
    elif isinstance(value, str):
        yield value


def leafed_through(person: Person) -> str:
    """All that stands on all pages, found by pressing every button of them."""
    person.says("/institutions")
    seen, open_values = [person.reply.text], [each for each in person.values if each.startswith("institutions.")]
    found = set(open_values)
    while open_values:
        person.says("/institutions", open_values.pop())
        seen.append(person.reply.text)
        fresh = {each for each in person.values if each.startswith("institutions.")} - found
        found |= fresh
        open_values += fresh
    return "\n".join(seen)


@pytest.mark.parametrize("language", languages())
def test_every_fact_can_be_reached(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza")
    content = person.scene.rubric.institutions

    read = unescape(leafed_through(person))

    unreachable = [fact for name in PAGES for fact in facts(getattr(content, name)) if fact not in read]
    assert unreachable == []
    assert set(PAGES) == set(type(content).model_fields)


def test_fortaleza_has_the_three_levels_that_the_source_states_and_no_other(script: Script) -> None:
    case = next(each for each in script.rubric("en").institutions.cases.cases if "fortaleza" in each.id)

    assert dict(case.stated_levels) == {"ecosystems": 2, "analytics": 2, "decisions": 2}


def test_no_way_of_earning_money_is_shown_without_its_warning(person: Person) -> None:
    person.says("agree", "Mendoza")
    financing = person.scene.rubric.institutions.financing

    for number in range(1, len(financing.models) + 1):
        person.says("/institutions", f"institutions.financing.{number}")
        assert financing.warning.text in unescape(person.reply.text)


@pytest.mark.parametrize("odd", ["institutions.x", "institutions.risks.99", "institutions.risks.x", "institutions.."])
def test_a_page_that_is_not_there_shows_the_overview(person: Person, odd: str) -> None:
    person.says("agree", "Mendoza", odd)

    assert person.session.page == "institutions"
